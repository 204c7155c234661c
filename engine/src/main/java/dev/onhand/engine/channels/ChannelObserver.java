package dev.onhand.engine.channels;

import dev.onhand.connector.http.CallRecord;
import java.time.Duration;
import java.util.List;

/** Is told what was asked of channels, and what came of it. */
public interface ChannelObserver {

  /** Takes note of nothing. */
  ChannelObserver NONE =
      new ChannelObserver() {
        @Override
        public void called(Account account, List<CallRecord> calls) {}

        @Override
        public void pushed(Account account, Duration took) {}

        @Override
        public void answered(Account account, Push.Answered answer) {}
      };

  /** Calls that left. */
  void called(Account account, List<CallRecord> calls);

  /** Numbers were sent together. */
  void pushed(Account account, Duration took);

  /** What is known of one of them now; of what was not confirmed it is told again later. */
  void answered(Account account, Push.Answered answer);
}
