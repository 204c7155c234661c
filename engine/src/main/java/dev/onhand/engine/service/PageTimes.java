package dev.onhand.engine.service;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts the pages that were answered, by how long they took. Thread-safe. */
public final class PageTimes {

  /**
   * A page is counted at the first of these that it did not exceed, and behind the last one if it
   * took longer. What is kept was counted by them: others need a migration.
   */
  public static final List<Long> BOUNDS_MILLIS =
      List.of(
          2L, 5L, 10L, 15L, 20L, 25L, 30L, 40L, 50L, 60L, 70L, 80L, 90L, 100L, 120L, 150L, 200L,
          250L, 300L, 400L, 500L, 750L, 1_000L, 2_000L, 5_000L);

  private static final long SLOWEST_SHARE = 20; // the 95th percentile leaves one of twenty out

  private final List<LongAdder> counts =
      Stream.generate(LongAdder::new).limit(BOUNDS_MILLIS.size() + 1L).toList();

  /** Counts a page. */
  public void add(Duration took) {
    int at = 0;
    while (at < BOUNDS_MILLIS.size() && took.compareTo(bound(at)) > 0) {
      at++;
    }
    counts.get(at).increment();
  }

  private static Duration bound(int at) {
    return Duration.ofMillis(BOUNDS_MILLIS.get(at));
  }

  /** What was counted since this was called last. */
  public long[] take() {
    return counts.stream().mapToLong(LongAdder::sumThenReset).toArray();
  }

  /**
   * The bound that 19 of 20 pages or more did not exceed.
   *
   * @param pages how many were counted at each bound
   * @return in milliseconds; empty: no page was counted, or too many took longer than all bounds
   */
  public static OptionalLong p95(List<Long> pages) {
    long all = pages.stream().mapToLong(Long::longValue).sum();
    long within = 0;
    for (int at = 0; at < Math.min(pages.size(), BOUNDS_MILLIS.size()); at++) {
      within += pages.get(at);
      if (all > 0 && (all - within) * SLOWEST_SHARE <= all) {
        return OptionalLong.of(BOUNDS_MILLIS.get(at));
      }
    }
    return OptionalLong.empty();
  }
}
