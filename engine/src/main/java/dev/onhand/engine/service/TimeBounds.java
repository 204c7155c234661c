package dev.onhand.engine.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Counts times by the first of some bounds that each did not exceed, and behind the last one if it
 * was longer. What is kept was counted by them: others need a migration.
 *
 * @param bounds rising
 */
public record TimeBounds(List<Duration> bounds) {

  private static final long SLOWEST_SHARE = 20; // the 95th percentile leaves one of twenty out

  public TimeBounds {
    bounds = List.copyOf(bounds);
  }

  /** How many counts there are. */
  public int size() {
    return bounds.size() + 1;
  }

  /** At which count a time is. */
  public int at(Duration time) {
    int at = 0;
    while (at < bounds.size() && time.compareTo(bounds.get(at)) > 0) {
      at++;
    }
    return at;
  }

  /**
   * The bound that 19 of 20 times or more did not exceed.
   *
   * @param counts how many were counted at each bound
   * @return empty: nothing was counted, or too many were longer than all bounds
   */
  public Optional<Duration> p95(List<Long> counts) {
    long all = counts.stream().mapToLong(Long::longValue).sum();
    long within = 0;
    for (int at = 0; at < Math.min(counts.size(), bounds.size()); at++) {
      within += counts.get(at);
      if (all > 0 && (all - within) * SLOWEST_SHARE <= all) {
        return Optional.of(bounds.get(at));
      }
    }
    return Optional.empty();
  }
}
