package dev.onhand.connectors.medusa;

import dev.onhand.connector.Cursor;
import java.time.Instant;
import java.util.List;

/**
 * Where a page of orders begins: they are sorted by the time of their change, and one that changes
 * moves to the end. So the next page begins at the last one's time, and only within one and the
 * same time by number.
 */
record OrdersFrom(Instant since, long offset) {

  static OrdersFrom of(Instant changedSince, Cursor cursor) {
    if (cursor.isStart()) {
      return new OrdersFrom(changedSince, 0);
    }
    List<String> parts = List.of(cursor.value().split(" ", 2));
    return new OrdersFrom(Instant.parse(parts.getFirst()), Long.parseLong(parts.getLast()));
  }

  /** Where the page after a full one begins. */
  Cursor next(Instant last, int size) {
    OrdersFrom next =
        last.isAfter(since) ? new OrdersFrom(last, 0) : new OrdersFrom(since, offset + size);
    return new Cursor(next.since + " " + next.offset);
  }
}
