package dev.onhand.engine.channels;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far polls of an account's orders look back behind what is in, for what the channel dates back
 * or shows late: by little as a rule, once a minute by more, which finds what the short ones
 * missed. Those of a busy shop look back by less, and by more less often: else all the time would
 * go into orders that are in since before. That it is busy no longer is no reason to read once more
 * what the short ones left out: none begins before what the one before began with.
 *
 * @param longAt when the last long one began; null: none did, or it was interrupted
 * @param longOrders how many orders it read
 * @param perSecond how many orders changed in a second, by the last one of any kind
 * @param covered of what time that one read the orders
 */
record LookBack(@Nullable Instant longAt, long longOrders, double perSecond, Duration covered) {

  /** Longer than a channel takes to show an order in its list. */
  static final Duration LATE = Duration.ofMinutes(4);

  static final Duration LONG_EVERY = Duration.ofMinutes(1);

  static final Duration LONG_EVERY_MAX = Duration.ofMinutes(4);

  static final Duration SHORT = Duration.ofSeconds(30);

  /** A channel's times are of whole seconds, and an order shows when its transaction has ended. */
  static final Duration SHORTEST = Duration.ofSeconds(2);

  /** So many orders are read again at most by a short one, but for the {@link #SHORTEST}. */
  static final int AGAIN_MAX = 200;

  /** So many orders are read again each minute; where there are more, it is done less often. */
  static final int LONG_AGAIN_MAX = 2_000;

  static final LookBack NONE = new LookBack(null, 0, 0, Duration.ZERO);

  private static final double MILLIS = 1_000;

  /** By how much one looks back that begins now. */
  Duration by(Instant begin) {
    if (longAt == null || begin.isBefore(longAt)) {
      return LATE.plus(LONG_EVERY);
    }
    Duration since = Duration.between(longAt, begin);
    Duration busy = LONG_EVERY.multipliedBy(longOrders).dividedBy(LONG_AGAIN_MAX);
    if (since.compareTo(within(LONG_EVERY, busy, LONG_EVERY_MAX)) >= 0) {
      return LATE.plus(within(LONG_EVERY, since, LONG_EVERY_MAX));
    }
    // Where there are none it is longer than any.
    Duration quiet = Duration.ofMillis((long) (MILLIS * AGAIN_MAX / perSecond));
    return within(SHORTEST, quiet, within(SHORTEST, covered, SHORT));
  }

  private static Duration within(Duration min, Duration wanted, Duration max) {
    if (wanted.compareTo(min) < 0) {
      return min;
    }
    return wanted.compareTo(max) > 0 ? max : wanted;
  }

  /**
   * After one that was read to its end.
   *
   * @param since from when on orders were asked for
   * @param orders how many there were
   */
  LookBack after(Instant begin, Instant since, long orders) {
    double seconds = Duration.between(since, begin).toMillis() / MILLIS;
    // Where the clock was set back it says nothing.
    Duration covers = seconds <= 0 ? SHORT : Duration.between(since, begin);
    double rate = seconds <= 0 ? 0 : orders / seconds;
    boolean wasLong = !since.isAfter(begin.minus(LATE));
    return wasLong
        ? new LookBack(begin, orders, rate, covers)
        : new LookBack(longAt, longOrders, rate, covers);
  }
}
