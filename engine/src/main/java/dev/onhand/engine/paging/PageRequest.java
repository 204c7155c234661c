package dev.onhand.engine.paging;

import org.jspecify.annotations.Nullable;

/**
 * Which rows of a list are wanted: so many behind (or before) a row that the caller has, in the
 * list's own order. Pages are found by key and never by counting, so that rows which come and go
 * meanwhile neither repeat nor hide others.
 *
 * @param limit 1 to {@value #LIMIT_MAX}
 * @param after the id of the row behind which the page begins, null: at the start
 * @param before the id of the row before which the page ends; not together with {@code after}
 */
public record PageRequest(int limit, @Nullable Long after, @Nullable Long before) {

  /** More on one page is an export, and holds a connection too long. */
  public static final int LIMIT_MAX = 200;

  /** What fits a screen. */
  public static final int LIMIT_DEFAULT = 50;

  public PageRequest {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit must be from 1 to " + LIMIT_MAX + ", not " + limit);
    }
    if (after != null && before != null) {
      throw new IllegalArgumentException(
          "give starting_after or ending_before, not both: a page has one fixed end");
    }
  }

  /** The first so many rows. */
  public static PageRequest first(int limit) {
    return new PageRequest(limit, null, null);
  }

  /** Whether the page is read backwards from its end. */
  public boolean backwards() {
    return before != null;
  }

  /** How many rows to read: one more than wanted tells whether there are more. */
  public int rowsToRead() {
    return limit + 1;
  }
}
