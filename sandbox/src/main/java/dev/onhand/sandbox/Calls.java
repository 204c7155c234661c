package dev.onhand.sandbox;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How often an account was called, by purpose. Safe for many threads. */
public final class Calls {
  private final Map<Purpose, Long> calls = new EnumMap<>(Purpose.class);
  private final Map<Purpose, Long> lines = new EnumMap<>(Purpose.class);
  private long total;

  /** All that arrived, also those that were throttled or spoiled. */
  public synchronized long total() {
    return total;
  }

  public synchronized long of(Purpose purpose) {
    return calls.getOrDefault(purpose, 0L);
  }

  /** How many items those calls would have changed. */
  public synchronized long linesOf(Purpose purpose) {
    return lines.getOrDefault(purpose, 0L);
  }

  /** Every purpose that occurred, with its number of calls. */
  public synchronized Map<Purpose, Long> byPurpose() {
    return Collections.unmodifiableMap(new TreeMap<>(calls));
  }

  /** Returns the number of this call: 1 for the account's first. */
  synchronized long count(Work work) {
    calls.merge(work.purpose(), 1L, Long::sum);
    lines.merge(work.purpose(), (long) work.lines(), Long::sum);
    return ++total;
  }
}
