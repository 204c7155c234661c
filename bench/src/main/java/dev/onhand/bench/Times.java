package dev.onhand.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How long things took, most of them and the slowest. */
final class Times {

  private static final double MILLIS = 1_000.0;

  private Times() {}

  static String words(List<Duration> some) {
    return String.format(
        Locale.ROOT,
        "p50 %.2f s, p99 %.2f s, longest %.2f s (%d)",
        at(some, 0.5),
        at(some, 0.99),
        at(some, 1),
        some.size());
  }

  /** In seconds, what the given share of them took at most. */
  static double at(List<Duration> some, double share) {
    List<Duration> sorted = some.stream().sorted().toList();
    int place = (int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share));
    return sorted.get(place).toMillis() / MILLIS;
  }
}
