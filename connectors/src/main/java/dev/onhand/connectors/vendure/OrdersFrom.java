package dev.onhand.connectors.vendure;

import dev.onhand.connector.Cursor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Where a page of orders begins. Placing an order leaves its time of change as it was, so orders
 * are read twice: those placed since, then those changed since. Each list is sorted by its time;
 * the next page begins at the last one's, and only within one and the same time by number.
 */
record OrdersFrom(By by, Instant since, int skip) {

  /** What a list is sorted and cut by. */
  enum By {
    PLACED("orderPlacedAt"),
    CHANGED("updatedAt");

    private final String field;

    By(String field) {
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  static OrdersFrom of(Instant changedSince, Cursor cursor) {
    if (cursor.isStart()) {
      return new OrdersFrom(By.PLACED, changedSince, 0);
    }
    List<String> parts = List.of(cursor.value().split(" ", 3));
    return new OrdersFrom(
        By.valueOf(parts.get(0)), Instant.parse(parts.get(1)), Integer.parseInt(parts.get(2)));
  }

  /** Those changed since. A shop on SQLite keeps that time to the second, without what is over. */
  static OrdersFrom changed(Instant since) {
    return new OrdersFrom(By.CHANGED, since.truncatedTo(ChronoUnit.SECONDS), 0);
  }

  /** Where the page after a full one begins. */
  OrdersFrom next(Instant last, int size) {
    return last.isAfter(since)
        ? new OrdersFrom(by, last, 0)
        : new OrdersFrom(by, since, skip + size);
  }

  Cursor cursor() {
    return new Cursor("%s %s %d".formatted(by, since, skip));
  }
}
