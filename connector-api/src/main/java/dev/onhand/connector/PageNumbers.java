package dev.onhand.connector;

import org.jspecify.annotations.Nullable;

/** Pages that are asked for by their number, from 1. */
public final class PageNumbers {

  private PageNumbers() {}

  /** The number of a page; below 0 on the way back. */
  public static int of(Cursor cursor) {
    return cursor.number(1);
  }

  public static Cursor cursor(int page) {
    return Cursor.of(page);
  }

  /**
   * To the last page, and from there back to the first: for a list whose order is not documented,
   * and in which rows may move while it is read. What slipped through between two pages on the way
   * there is met on the way back. A single page is read once.
   *
   * @param hasMore whether there is a page behind this one
   * @return null: all is read
   */
  public static @Nullable Cursor thereAndBack(int page, boolean hasMore) {
    if (page > 0 && hasMore) {
      return cursor(page + 1);
    }
    return Math.abs(page) > 1 ? cursor(1 - Math.abs(page)) : null;
  }
}
