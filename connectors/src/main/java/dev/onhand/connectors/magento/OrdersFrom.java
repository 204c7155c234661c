package dev.onhand.connectors.magento;

import dev.onhand.connector.Cursor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Where a page of orders begins: they are sorted by the time of their change, and one that changes
 * moves to the end. So the next page begins at the last one's time, and only within one and the
 * same second by number.
 *
 * @param page from 1, among those that changed since then
 */
record OrdersFrom(Instant since, int page) {

  static OrdersFrom of(Instant changedSince, Cursor cursor) {
    if (cursor.isStart()) {
      return new OrdersFrom(changedSince.truncatedTo(ChronoUnit.SECONDS), 1);
    }
    List<String> parts = List.of(cursor.value().split(" ", 2));
    return new OrdersFrom(Instant.parse(parts.getFirst()), Integer.parseInt(parts.getLast()));
  }

  /** Where the page after a full one begins. */
  Cursor next(Instant last) {
    OrdersFrom next =
        last.isAfter(since) ? new OrdersFrom(last, 1) : new OrdersFrom(since, page + 1);
    return new Cursor(next.since + " " + next.page);
  }
}
