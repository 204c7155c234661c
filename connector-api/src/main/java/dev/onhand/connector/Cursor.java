package dev.onhand.connector;

import org.jspecify.annotations.Nullable;

/**
 * Where a page begins, as its connector writes it. Nobody else reads it.
 *
 * @param value empty: at the start
 */
public record Cursor(String value) {

  public static final Cursor START = new Cursor("");

  /** Where a page begins by a number: its own, or that of its first row. */
  public static Cursor of(long number) {
    return new Cursor(Long.toString(number));
  }

  /**
   * The number where a page begins.
   *
   * @param first the number at the start
   * @throws NumberFormatException if it is no cursor that {@link #of} made
   */
  public int number(int first) {
    return isStart() ? first : Integer.parseInt(value);
  }

  /**
   * Where the next page of a list begins that is read by the number of its rows.
   *
   * @param end behind the last row of this page, from 0
   * @param total how many rows there are
   * @return null: there are no more
   */
  public static @Nullable Cursor until(long end, long total) {
    return end < total ? of(end) : null;
  }

  /**
   * Where the next page begins, as the channel says.
   *
   * @param said null or empty: there are no more
   * @return null: there are no more
   */
  public static @Nullable Cursor after(@Nullable String said) {
    return said == null || said.isEmpty() ? null : new Cursor(said);
  }

  public boolean isStart() {
    return value.isEmpty();
  }
}
