package dev.onhand.engine.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts the pages that were answered, by how long they took. Thread-safe. */
public final class PageTimes {

  /** By which pages are counted. */
  public static final TimeBounds BOUNDS =
      new TimeBounds(
          Stream.of(
                  2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 120, 150, 200, 250, 300,
                  400, 500, 750, 1_000, 2_000, 5_000)
              .map(Duration::ofMillis)
              .toList());

  private final List<LongAdder> counts =
      Stream.generate(LongAdder::new).limit(BOUNDS.size()).toList();

  /** Counts a page. */
  public void add(Duration took) {
    counts.get(BOUNDS.at(took)).increment();
  }

  /** What was counted since this was called last. */
  public long[] take() {
    return counts.stream().mapToLong(LongAdder::sumThenReset).toArray();
  }
}
