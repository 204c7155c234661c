package dev.onhand.connectors.refurbed;

import dev.onhand.connector.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of orders begins: two lists are read one after the other, each in the order of ids.
 *
 * @param after the last order of the page before; null: the list begins
 */
record OrdersFrom(Kind kind, @Nullable String after) {

  /** Which orders a list is of. */
  enum Kind {
    /** Those that were released since. */
    NEW,
    /** Older ones, but for those that were shipped whole. */
    OLD
  }

  static OrdersFrom of(Cursor cursor) {
    if (cursor.isStart()) {
      return new OrdersFrom(Kind.NEW, null);
    }
    List<String> parts = List.of(cursor.value().split(" ", 2));
    return new OrdersFrom(
        Kind.valueOf(parts.getFirst()), parts.getLast().isEmpty() ? null : parts.getLast());
  }

  Cursor next(String last) {
    return new Cursor(kind + " " + last);
  }

  static Cursor old() {
    return new Cursor(Kind.OLD + " ");
  }
}
