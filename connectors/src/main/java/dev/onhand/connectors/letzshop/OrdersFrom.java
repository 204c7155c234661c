package dev.onhand.connectors.letzshop;

import dev.onhand.connector.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of shipments begins: the list of one state after the other is read.
 *
 * @param after where the page before ended; null: the list begins
 */
record OrdersFrom(String state, @Nullable String after) {

  static OrdersFrom of(Cursor cursor, List<String> states) {
    if (cursor.isStart()) {
      return new OrdersFrom(states.getFirst(), null);
    }
    List<String> parts = List.of(cursor.value().split(" ", 2));
    return new OrdersFrom(parts.getFirst(), parts.getLast().isEmpty() ? null : parts.getLast());
  }

  /**
   * Where the next page begins.
   *
   * @param end where this one ended; null: there is no more in this state
   * @return null: all is read
   */
  @Nullable Cursor next(@Nullable String end, List<String> states) {
    if (end != null) {
      return new Cursor(state + " " + end);
    }
    int next = states.indexOf(state) + 1;
    return next == 0 || next == states.size() ? null : new Cursor(states.get(next) + " ");
  }
}
