package dev.onhand.connector;

import java.time.Instant;
import java.util.List;

/**
 * Where a page begins of a list that is sorted by the time of change, the longest unchanged first.
 * What changes while it is read moves to its end, and what was behind it moves up; so the next page
 * begins at the last one's time, and only within one and the same time by number.
 *
 * @param page from 1, among those that changed since then
 */
public record PageSince(Instant since, int page) {

  /**
   * @param changedSince where the first page begins
   * @throws RuntimeException if it is no cursor that {@link #next} made
   */
  public static PageSince of(Instant changedSince, Cursor cursor) {
    if (cursor.isStart()) {
      return new PageSince(changedSince, 1);
    }
    List<String> parts = List.of(cursor.value().split(" ", 2));
    return new PageSince(Instant.parse(parts.getFirst()), Integer.parseInt(parts.getLast()));
  }

  /**
   * Where the page after a full one begins.
   *
   * @param last when the last row of this one changed
   */
  public Cursor next(Instant last) {
    PageSince next = last.isAfter(since) ? new PageSince(last, 1) : new PageSince(since, page + 1);
    return new Cursor(next.since + " " + next.page);
  }
}
