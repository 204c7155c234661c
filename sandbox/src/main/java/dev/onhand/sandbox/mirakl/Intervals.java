package dev.onhand.sandbox.mirakl;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The documented intervals: of each operation one call in a time. */
final class Intervals {

  /** What has an interval. */
  enum Operation {
    STOCK_IMPORT(Duration.ofMinutes(1)),
    STOCK_STATUS(Duration.ofSeconds(15)),
    STOCK_REPORT(Duration.ofMinutes(1)),
    EXPORT_ALL(Duration.ofDays(1)),
    EXPORT_CHANGED(Duration.ofMinutes(1)),
    EXPORT_STATUS(Duration.ofSeconds(10)),
    ORDERS(Duration.ofMinutes(1)),
    RETURNS(Duration.ofMinutes(5));

    private final Duration interval;

    Operation(Duration interval) {
      this.interval = interval;
    }
  }

  private final Map<Operation, Instant> next = new EnumMap<>(Operation.class);

  /** Counts a call, or says how long it is too early. */
  Optional<Duration> take(Operation operation, Instant now) {
    Instant from = next.getOrDefault(operation, Instant.MIN);
    if (now.isBefore(from)) {
      return Optional.of(Duration.between(now, from));
    }
    next.put(operation, now.plus(operation.interval));
    return Optional.empty();
  }
}
