package dev.onhand.connectors.woocommerce;

import dev.onhand.connector.Cursor;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.OrderDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of orders begins. The list is sorted by the time of change, and an order that
 * changes moves to its end: so the next page begins at the last one's time, and only within one and
 * the same second by number. A shop that does not sort so is paged by number.
 */
record OrdersFrom(Instant since, int page) {

  static OrdersFrom of(Instant changedSince, Cursor cursor) {
    if (cursor.isStart()) {
      return new OrdersFrom(changedSince.truncatedTo(ChronoUnit.SECONDS), 1);
    }
    List<String> parts = List.of(cursor.value().split(" ", 2));
    return new OrdersFrom(Instant.parse(parts.getFirst()), Integer.parseInt(parts.getLast()));
  }

  @Nullable Cursor next(WooCommerceApi.Orders read) {
    List<OrderDocument> orders = read.orders();
    if (!read.isSorted()) {
      return page < read.pages() ? cursor(since, page + 1) : null;
    }
    if (orders.size() < WooCommerceApi.PAGE_SIZE) {
      return null;
    }
    Instant last = orders.getLast().modifiedAt();
    return last.isAfter(since) ? cursor(last, 1) : cursor(since, page + 1);
  }

  private static Cursor cursor(Instant since, int page) {
    return new Cursor(since + " " + page);
  }
}
