package dev.onhand.server.web;

import dev.onhand.engine.paging.Slice;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a list, as answered.
 *
 * @param object always "list"
 * @param data the rows of this page
 * @param hasMore whether there are more in the direction it was read
 * @param url the list's path
 */
public record ListBody<T>(String object, List<T> data, boolean hasMore, String url) {

  public static <R, T> ListBody<T> of(String url, Slice<R> slice, Function<R, T> mapping) {
    Slice<T> mapped = slice.map(mapping);
    return new ListBody<>("list", mapped.rows(), mapped.hasMore(), url);
  }

  /** A list that has one page. */
  public static <T> ListBody<T> whole(String url, List<T> rows) {
    return new ListBody<>("list", rows, false, url);
  }
}
