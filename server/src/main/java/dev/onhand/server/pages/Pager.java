package dev.onhand.server.pages;

import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the pages before and after a page of a list.
 *
 * @param previous null: this is the first
 * @param next null: this is the last
 */
public record Pager(@Nullable String previous, @Nullable String next) {

  /**
   * Of a list by id.
   *
   * @param path of the list
   * @param filters its other parameters; empty and missing ones are left out
   */
  static <T> Pager of(
      String path,
      Map<String, ? extends @Nullable String> filters,
      PageRequest page,
      Slice<T> slice,
      IdKind kind,
      ToLongFunction<T> id) {
    if (slice.rows().isEmpty()) {
      return new Pager(null, null);
    }
    String first = PublicId.of(kind, id.applyAsLong(slice.rows().getFirst()));
    String last = PublicId.of(kind, id.applyAsLong(slice.rows().getLast()));
    boolean hasPrevious = page.backwards() ? slice.hasMore() : page.after() != null;
    boolean hasNext = page.backwards() || slice.hasMore();
    return new Pager(
        hasPrevious ? link(path, filters, "ending_before", first) : null,
        hasNext ? link(path, filters, "starting_after", last) : null);
  }

  /** The way on from an id, where a search stopped. */
  static Pager on(
      String path, Map<String, ? extends @Nullable String> filters, IdKind kind, long id) {
    return new Pager(null, link(path, filters, "starting_after", PublicId.of(kind, id)));
  }

  /** The address of the very page. */
  static String here(
      String path, Map<String, ? extends @Nullable String> filters, PageRequest page, IdKind kind) {
    if (page.after() != null) {
      return link(path, filters, "starting_after", PublicId.of(kind, page.after()));
    }
    return page.before() == null
        ? link(path, filters)
        : link(path, filters, "ending_before", PublicId.of(kind, page.before()));
  }

  private static String link(
      String path, Map<String, ? extends @Nullable String> filters, String name, String value) {
    Map<String, @Nullable String> all = new LinkedHashMap<>(filters);
    all.put(name, value);
    return link(path, all);
  }

  /** An address with parameters; empty and missing ones are left out. */
  static String link(String path, Map<String, ? extends @Nullable String> parameters) {
    String query =
        parameters.entrySet().stream()
            .filter(one -> one.getValue() != null && !one.getValue().isEmpty())
            .map(one -> one.getKey() + "=" + Show.encoded(String.valueOf(one.getValue())))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
