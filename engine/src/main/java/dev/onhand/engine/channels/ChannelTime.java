package dev.onhand.engine.channels;

import dev.onhand.connector.Limits;
import java.time.Duration;

/**
 * How quickly time goes for channels: as for everybody, but where simulated ones live a day again
 * in a minute. What is reckoned by it is what channels allow and when they are asked; leases, waits
 * for replies, rests after failures and what is measured are always in real time.
 *
 * @param speed how many times as fast
 */
public record ChannelTime(int speed) {

  /** With real channels any other would break their limits. */
  public static final ChannelTime REAL = new ChannelTime(1);

  private static final Duration LEAST = Duration.ofMillis(1);

  public ChannelTime {
    if (speed < 1) {
      throw new IllegalArgumentException("speed must be at least 1, not " + speed);
    }
  }

  /**
   * How long it takes for us.
   *
   * @param there how long it takes for the channel
   */
  Duration of(Duration there) {
    Duration here = there.dividedBy(speed);
    return here.compareTo(LEAST) < 0 ? LEAST : here;
  }

  /** What a channel allows, by our clock. */
  Limits of(Limits there) {
    return new Limits(
        there.batchMax(),
        there.rates().stream()
            .map(rate -> new Limits.Rate(rate.name(), rate.units(), of(rate.window())))
            .toList(),
        of(there.throttledWait()));
  }
}
