package dev.onhand.sandbox.woocommerce;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which page of a list is asked for.
 *
 * @param number from 1
 */
record Pages(int number, int size) {
  private static final int SIZE = 10;
  private static final int SIZE_MAX = 100;

  /** What is no number, or too great, counts as usual. */
  static Pages of(Request request) {
    return new Pages(
        number(request, "page", 1), Math.min(SIZE_MAX, number(request, "per_page", SIZE)));
  }

  private static int number(Request request, String name, int usual) {
    return request
        .parameter(name)
        .filter(text -> text.matches("[1-9]\\d{0,6}"))
        .map(Integer::parseInt)
        .orElse(usual);
  }

  long offset() {
    return (number - 1L) * size;
  }

  /** A page past the end is empty. */
  <T> Response answer(
      Site site, Purpose purpose, List<T> all, Function<T, ObjectNode> document, Request request) {
    ArrayNode page = Json.array();
    Site.page(all, offset(), size)
        .forEach(each -> page.add(Fields.of(request, document.apply(each))));
    int pages = (all.size() + size - 1) / size;
    return site.json(purpose, 200, page)
        .with("X-WP-Total", "" + all.size())
        .with("X-WP-TotalPages", "" + pages);
  }
}
