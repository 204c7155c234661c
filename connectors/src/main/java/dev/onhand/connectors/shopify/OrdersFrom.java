package dev.onhand.connectors.shopify;

import dev.onhand.connector.Cursor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of orders begins. Orders of more lines than a query gives are read alone, after the
 * page that they are on: what a page costs is bounded so.
 *
 * @param alone their ids
 * @param after where the next page begins; empty: at the start, or there is none
 */
record OrdersFrom(List<String> alone, String after) {

  static OrdersFrom of(Cursor cursor) {
    String value = cursor.value();
    int blank = value.indexOf(' ');
    return blank <= 0
        ? new OrdersFrom(List.of(), value.substring(blank + 1))
        : new OrdersFrom(List.of(value.substring(0, blank).split(",")), value.substring(blank + 1));
  }

  /** After a page. */
  static @Nullable Cursor next(List<String> alone, Optional<String> end) {
    return alone.isEmpty() && end.isEmpty()
        ? null
        : new Cursor(String.join(",", alone) + " " + end.orElse(""));
  }

  /** After the first of those that are read alone. */
  @Nullable Cursor next() {
    return next(alone.subList(1, alone.size()), Optional.of(after).filter(it -> !it.isEmpty()));
  }
}
