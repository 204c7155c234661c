package dev.onhand.engine.paging;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param rows in the list's order
 * @param hasMore whether there are more beyond it, in the direction it was read
 */
public record Slice<T>(List<T> rows, boolean hasMore) {

  public Slice {
    rows = List.copyOf(rows);
  }

  /**
   * The page of what was read: up to one row more than was asked for, and in reverse if it was read
   * backwards.
   */
  public static <T> Slice<T> of(PageRequest page, List<T> read) {
    boolean more = read.size() > page.limit();
    List<T> rows = more ? read.subList(0, page.limit()) : read;
    return new Slice<>(page.backwards() ? rows.reversed() : rows, more);
  }

  /** The same page of something made from each row. */
  public <R> Slice<R> map(Function<? super T, ? extends R> mapping) {
    return new Slice<>(rows.stream().<R>map(mapping).toList(), hasMore);
  }
}
