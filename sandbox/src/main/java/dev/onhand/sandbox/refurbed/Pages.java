package dev.onhand.sandbox.refurbed;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;

/**
 * Which rows of a list are asked for, by the id of the row before or after them.
 *
 * @param after a page goes on behind that row
 * @param before a page ends ahead of that row
 */
record Pages(int limit, Optional<Long> after, Optional<Long> before, boolean descends) {
  private static final long LIMIT_MAX = 100;

  /** Rows of a page, and whether there are more behind it. */
  record Page<T>(List<T> rows, boolean hasMore) {
    Page {
      rows = List.copyOf(rows);
    }
  }

  static Pages of(JsonNode body) {
    JsonNode pagination = Fields.message(body, "pagination");
    long limit = Fields.uint32(pagination, "limit").orElse(LIMIT_MAX);
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new WrongCallException(Code.INVALID_ARGUMENT, "pagination limit must be 1 to 100");
    }
    Optional<Long> after = Fields.int64(pagination, "starting_after");
    Optional<Long> before = Fields.int64(pagination, "ending_before");
    if (after.isPresent() && before.isPresent()) {
      throw new WrongCallException(
          Code.INVALID_ARGUMENT, "starting_after and ending_before exclude each other");
    }
    JsonNode sort = Fields.message(body, "sort");
    if (!Fields.text(sort, "by").orElse("ID").equals("ID")) {
      throw new WrongCallException(Code.UNIMPLEMENTED, "the sandbox sorts by ID only");
    }
    return new Pages(
        (int) limit, after, before, Fields.text(sort, "order").orElse("ASC").equals("DESC"));
  }

  <T> Page<T> of(List<T> all, ToLongFunction<T> id) {
    Comparator<T> byId = Comparator.comparingLong(id);
    List<T> sorted = all.stream().sorted(descends ? byId.reversed() : byId).toList();
    List<T> wanted =
        sorted.stream()
            .filter(row -> after.isEmpty() || isBehind(id.applyAsLong(row), after.get()))
            .filter(row -> before.isEmpty() || isBehind(before.get(), id.applyAsLong(row)))
            .toList();
    boolean hasMore = wanted.size() > limit;
    int from = hasMore && before.isPresent() ? wanted.size() - limit : 0;
    return new Page<>(wanted.subList(from, Math.min(from + limit, wanted.size())), hasMore);
  }

  private boolean isBehind(long id, long other) {
    return descends ? id < other : id > other;
  }
}
