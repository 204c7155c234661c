package dev.onhand.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins of lists that are read one after the other.
 *
 * @param list the name of one, without a blank
 * @param from where the page begins in it
 */
public record ListsInTurn(String list, Cursor from) {

  /**
   * @param lists at least one
   */
  public static ListsInTurn of(Cursor cursor, List<String> lists) {
    if (cursor.isStart()) {
      return new ListsInTurn(lists.getFirst(), Cursor.START);
    }
    List<String> parts = List.of(cursor.value().split(" ", 2));
    return new ListsInTurn(parts.getFirst(), new Cursor(parts.getLast()));
  }

  /**
   * Where the next page begins.
   *
   * @param next where it does in this list; null: it has no more
   * @return null: all are read
   */
  public @Nullable Cursor next(@Nullable Cursor next, List<String> lists) {
    if (next != null) {
      return new Cursor(list + " " + next.value());
    }
    int place = lists.indexOf(list) + 1;
    return place == 0 || place == lists.size() ? null : new Cursor(lists.get(place) + " ");
  }
}
