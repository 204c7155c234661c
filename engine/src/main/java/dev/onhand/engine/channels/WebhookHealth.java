package dev.onhand.engine.channels;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a channel that called us still does. It fell silent when a poll finds an order that was
 * placed since it called last, and nobody told of: a shop that sells nothing may be silent.
 *
 * @param lastAt when it called last; null: never
 * @param newestOrderAt when the newest order was placed that a poll brought, by our clock
 */
public record WebhookHealth(@Nullable Instant lastAt, @Nullable Instant newestOrderAt) {

  /** Later than this a call is not just late. */
  static final Duration LATE = Duration.ofMinutes(5);

  /** Who was silent for so long is not expected to call any more. */
  static final Duration EXPECTED = Duration.ofDays(7);

  /** How it stands. */
  public enum State {
    /** It never called, or not for a week. */
    NONE,
    HEALTHY,
    SILENT
  }

  public State at(Instant now) {
    if (lastAt == null || lastAt.plus(EXPECTED).isBefore(now)) {
      return State.NONE;
    }
    boolean isSilent =
        newestOrderAt != null
            && newestOrderAt.isAfter(lastAt.plus(Account.CLOCKS))
            && newestOrderAt.plus(LATE).isBefore(now);
    return isSilent ? State.SILENT : State.HEALTHY;
  }
}
