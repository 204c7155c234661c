package dev.onhand.sandbox.vendure;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.graphql.GraphqlException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The options of a list: filter, sort, skip and take. Columns hold a Long, an Instant, a Boolean or
 * a String, or null where there is nothing.
 */
final class Options {
  private static final int TAKE_MAX = 1_000;

  private final JsonNode options;
  private final long skip;
  private final long take;

  /**
   * @throws GraphqlException if more is to be taken than a list gives
   */
  Options(JsonNode options) {
    this.options = options;
    this.skip = Math.max(0, options.path("skip").asLong(0));
    this.take = Math.max(0, options.path("take").asLong(TAKE_MAX));
    if (take > TAKE_MAX) {
      throw new GraphqlException(
          200,
          "USER_INPUT_ERROR",
          "Cannot take more than " + TAKE_MAX + " results from a list query");
    }
  }

  long skip() {
    return skip;
  }

  boolean isSorted() {
    return !options.path("sort").isEmpty();
  }

  /** The rows that match, sorted; in no order at all if no sort is given. */
  <T> List<T> matching(
      List<T> rows, Map<String, Function<T, @Nullable Object>> columns, Site site) {
    Predicate<T> wanted = wanted(options.path("filter"), columns);
    List<T> found = new ArrayList<>(rows.stream().filter(wanted).toList());
    if (isSorted()) {
      found.sort(order(columns));
    } else {
      Collections.shuffle(found, Random.from(site.random()));
    }
    return found;
  }

  /** All of what a filter says. */
  private static <T> Predicate<T> wanted(
      JsonNode filter, Map<String, Function<T, @Nullable Object>> columns) {
    Predicate<T> wanted = _ -> true;
    for (Map.Entry<String, JsonNode> part : filter.properties()) {
      wanted =
          wanted.and(
              switch (part.getKey()) {
                case "_and" -> all(part.getValue(), columns);
                case "_or" -> any(part.getValue(), columns);
                default -> operators(column(columns, part.getKey()), part.getValue());
              });
    }
    return wanted;
  }

  private static <T> Predicate<T> all(
      JsonNode filters, Map<String, Function<T, @Nullable Object>> columns) {
    return filters
        .valueStream()
        .map(filter -> wanted(filter, columns))
        .reduce(_ -> true, Predicate::and);
  }

  private static <T> Predicate<T> any(
      JsonNode filters, Map<String, Function<T, @Nullable Object>> columns) {
    return filters
        .valueStream()
        .map(filter -> wanted(filter, columns))
        .reduce(_ -> false, Predicate::or);
  }

  private static <T> Predicate<T> operators(
      Function<T, @Nullable Object> column, JsonNode operators) {
    Predicate<T> wanted = _ -> true;
    for (Map.Entry<String, JsonNode> operator : operators.properties()) {
      wanted = wanted.and(row -> holds(column.apply(row), operator.getKey(), operator.getValue()));
    }
    return wanted;
  }

  private <T> Comparator<T> order(Map<String, Function<T, @Nullable Object>> columns) {
    Comparator<T> order = (_, _) -> 0;
    for (Map.Entry<String, JsonNode> sort : options.path("sort").properties()) {
      Function<T, @Nullable Object> column = column(columns, sort.getKey());
      Comparator<T> next = (one, other) -> compare(column.apply(one), column.apply(other));
      boolean isDown = sort.getValue().asString("").equals("DESC");
      order = order.thenComparing(isDown ? next.reversed() : next);
    }
    return order;
  }

  private static <T> Function<T, @Nullable Object> column(
      Map<String, Function<T, @Nullable Object>> columns, String name) {
    Function<T, @Nullable Object> column = columns.get(name);
    if (column == null) {
      throw new GraphqlException(
          400, "GRAPHQL_VALIDATION_FAILED", "Field \"" + name + "\" is not defined by type.");
    }
    return column;
  }

  private static boolean holds(@Nullable Object found, String operator, JsonNode value) {
    if (operator.equals("isNull")) {
      return value.asBoolean(false) == (found == null);
    }
    if (found == null) {
      return false;
    }
    return switch (operator) {
      case "eq" -> text(found).equals(value.asString(""));
      case "notEq" -> !text(found).equals(value.asString(""));
      case "in" -> contains(value, text(found));
      case "notIn" -> !contains(value, text(found));
      case "contains" -> text(found).contains(value.asString(""));
      case "after" -> found instanceof Instant time && time.isAfter(instant(value));
      case "before" -> found instanceof Instant time && time.isBefore(instant(value));
      default ->
          throw new GraphqlException(
              400,
              "GRAPHQL_VALIDATION_FAILED",
              "Field \"" + operator + "\" is not defined by type.");
    };
  }

  private static boolean contains(JsonNode list, String text) {
    return list.valueStream().anyMatch(each -> each.asString("").equals(text));
  }

  private static String text(Object found) {
    return found instanceof Instant time ? Times.of(time) : found.toString();
  }

  private static Instant instant(JsonNode value) {
    try {
      return OffsetDateTime.parse(value.asString("")).toInstant();
    } catch (DateTimeParseException _) {
      throw new GraphqlException(
          200, "BAD_USER_INPUT", "DateTime cannot represent " + value.asString(""));
    }
  }

  private static int compare(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == other ? 0 : one == null ? -1 : 1;
    }
    if (one instanceof Long first && other instanceof Long second) {
      return first.compareTo(second);
    }
    if (one instanceof Instant first && other instanceof Instant second) {
      return first.compareTo(second);
    }
    return text(one).compareTo(text(other));
  }

  /** The page in its envelope. */
  <T> ObjectNode page(String type, List<T> matching, Function<T, ObjectNode> document) {
    ObjectNode page = Json.object().put("__typename", type).put("totalItems", matching.size());
    ArrayNode items = page.putArray("items");
    Site.page(matching, skip, take).forEach(each -> items.add(document.apply(each)));
    return page;
  }
}
