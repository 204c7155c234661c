package dev.onhand.connector;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How much may be asked of a channel.
 *
 * @param batchMax the most updates of one {@link Connector#push}
 * @param rates each of which a call may count to, by name
 * @param throttledWait how long to wait after "too many" where the channel does not say; doubled
 *     each time it happens again
 */
public record Limits(int batchMax, List<Rate> rates, Duration throttledWait) {

  /** No channel is waited for longer, whatever it says. */
  private static final long WINDOW_MILLIS_MAX = Duration.ofDays(1).toMillis();

  /**
   * At most so many units in any stretch of time of that length.
   *
   * @param name by which calls say that they count to it
   * @param units calls, or whatever the channel counts
   */
  public record Rate(String name, long units, Duration window) {

    public Rate {
      if (units < 1 || !window.isPositive()) {
        throw new IllegalArgumentException(
            "a rate must allow at least 1 in a positive time, not %d in %s"
                .formatted(units, window));
      }
    }

    /**
     * The same where the channel says how much it gives back in a second: as many at once, in
     * another time. What it says must be a positive number, or this stays as it is.
     */
    public Rate at(double perSecond) {
      double millis = perSecond > 0 ? units * 1_000 / perSecond : window.toMillis();
      return new Rate(
          name,
          units,
          Duration.ofMillis((long) Math.clamp(Math.ceil(millis), 1, WINDOW_MILLIS_MAX)));
    }
  }

  /** The same, with no more updates in a push than that. */
  public Limits withBatches(int most) {
    return new Limits(most, rates, throttledWait);
  }

  public Limits {
    rates = List.copyOf(rates);
    if (batchMax < 1) {
      throw new IllegalArgumentException("batchMax must be at least 1, not " + batchMax);
    }
    if (!throttledWait.isPositive()) {
      throw new IllegalArgumentException("throttledWait must be positive, not " + throttledWait);
    }
    Set<String> names = new HashSet<>();
    for (Rate rate : rates) {
      if (!names.add(rate.name())) {
        throw new IllegalArgumentException("rate '%s' is there twice".formatted(rate.name()));
      }
    }
  }
}
