package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Search criteria: filters of one group are joined by or, groups by and; then sorted, then a page.
 *
 * @param size 0 for all rows
 * @param page from 1
 */
record Search(List<List<Filter>> groups, List<Sort> sorts, int size, int page) {

  /**
   * What a list can be searched by: the columns of its rows, each a Long, an Instant or a String.
   */
  interface Columns<T> extends Function<String, Function<T, Object>> {}

  /** One sort order. */
  record Sort(String field, boolean isDown) {}

  /** A search that cannot be made, and why. */
  static final class BadSearch extends RuntimeException {
    BadSearch(String message) {
      super(message);
    }
  }

  private static final Pattern FILTER =
      Pattern.compile("filterGroups\\[(\\d+)]\\[filters]\\[(\\d+)]\\[(field|value|conditionType)]");
  private static final Pattern SORT = Pattern.compile("sortOrders\\[(\\d+)]\\[(field|direction)]");
  private static final Pattern CRITERION = Pattern.compile("searchCriteria\\[(\\w+)](.*)");

  /**
   * Reads the criteria of a request, whose names may be in camel or in snake case.
   *
   * @throws BadSearch if they are none
   */
  static Search of(Request request) {
    Map<String, Map<String, String>> filters = new TreeMap<>();
    Map<String, Map<String, String>> sorts = new TreeMap<>();
    Map<String, String> others = new TreeMap<>();
    request
        .parameters()
        .forEach(
            (name, values) -> {
              Matcher criterion = CRITERION.matcher(name);
              if (criterion.matches()) {
                String key = camel(criterion.group(1)) + camel(criterion.group(2));
                read(key, values.getLast(), filters, sorts, others);
              }
            });
    Map<String, List<Filter>> groups = new TreeMap<>();
    filters.forEach(
        (place, filter) ->
            groups
                .computeIfAbsent(place.split("/")[0], _ -> new ArrayList<>())
                .add(Filter.of(filter)));
    List<Sort> orders =
        sorts.values().stream()
            .map(
                it ->
                    new Sort(
                        it.getOrDefault("field", ""),
                        !it.getOrDefault("direction", "DESC").equalsIgnoreCase("ASC")))
            .toList();
    return new Search(
        List.copyOf(groups.values()),
        orders,
        number(others, "pageSize", 0),
        Math.max(1, number(others, "currentPage", 1)));
  }

  private static void read(
      String key,
      String value,
      Map<String, Map<String, String>> filters,
      Map<String, Map<String, String>> sorts,
      Map<String, String> others) {
    Matcher filter = FILTER.matcher(key.replaceFirst("^filterGroups\\[", "filterGroups["));
    Matcher sort = SORT.matcher(key);
    if (filter.matches()) {
      filters
          .computeIfAbsent(filter.group(1) + "/" + filter.group(2), _ -> new TreeMap<>())
          .put(filter.group(3), value);
    } else if (sort.matches()) {
      sorts.computeIfAbsent(sort.group(1), _ -> new TreeMap<>()).put(sort.group(2), value);
    } else {
      others.put(key, value);
    }
  }

  private static String camel(String name) {
    return Pattern.compile("_(\\w)")
        .matcher(name)
        .replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
  }

  private static int number(Map<String, String> others, String name, int usual) {
    String text = others.getOrDefault(name, "" + usual);
    if (!text.matches("\\d{1,9}")) {
      throw new BadSearch(name + " must be a number");
    }
    return Integer.parseInt(text);
  }

  Search withSize(int newSize) {
    return new Search(groups, sorts, newSize, page);
  }

  /** Where the page begins, if it is there. */
  long offset() {
    return size == 0 ? 0 : (page - 1L) * size;
  }

  /** Whether the rows come in an order that was asked for. */
  boolean isSorted() {
    return !sorts.isEmpty();
  }

  /** The rows that match, sorted. */
  <T> List<T> matching(List<T> rows, Columns<T> columns) {
    Predicate<T> wanted = _ -> true;
    for (List<Filter> group : groups) {
      Predicate<T> any = _ -> false;
      for (Filter filter : group) {
        Function<T, Object> column = columns.apply(filter.field());
        any = any.or(row -> filter.holds(column.apply(row)));
      }
      wanted = wanted.and(any);
    }
    Comparator<T> order = null;
    for (Sort sort : sorts) {
      Function<T, Object> column = columns.apply(sort.field());
      Comparator<T> next = (one, other) -> Filter.compare(column.apply(one), column.apply(other));
      next = sort.isDown() ? next.reversed() : next;
      order = order == null ? next : order.thenComparing(next);
    }
    List<T> found = new ArrayList<>(rows.stream().filter(wanted).toList());
    if (order != null) {
      found.sort(order);
    }
    return found;
  }

  /** The page in its envelope. A page past the last repeats the last. */
  <T> ObjectNode envelope(List<T> matching, Function<T, ObjectNode> document) {
    ObjectNode envelope = Json.object();
    ArrayNode items = envelope.putArray("items");
    int length = size == 0 ? Math.max(1, matching.size()) : size;
    int last = Math.max(1, (matching.size() + length - 1) / length);
    Site.page(matching, (Math.min(page, last) - 1L) * length, length)
        .forEach(each -> items.add(document.apply(each)));
    envelope.putObject("search_criteria").put("page_size", size).put("current_page", page);
    return envelope.put("total_count", matching.size());
  }
}
