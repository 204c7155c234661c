package dev.onhand.sandbox.manomano;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which page of a list is asked for.
 *
 * @param number from 1
 */
record Pages(int number, int limit) {
  private static final int LIMIT_MAX = 1_000;

  /** Empty if a number is none, or below 1. */
  static Optional<Pages> of(Request request) {
    String number = request.parameter("page").orElse("1");
    String limit = request.parameter("limit").orElse("50");
    return number.matches("[1-9]\\d{0,8}") && limit.matches("[1-9]\\d{0,8}")
        ? Optional.of(
            new Pages(Integer.parseInt(number), Math.min(Integer.parseInt(limit), LIMIT_MAX)))
        : Optional.empty();
  }

  long offset() {
    return (number - 1L) * limit;
  }

  /** The page; the link to the next is a path without a host. */
  <T> ObjectNode envelope(List<T> all, Function<T, ObjectNode> document, Request request) {
    ObjectNode envelope = Json.object();
    ArrayNode content = envelope.putArray("content");
    Site.page(all, offset(), limit).forEach(each -> content.add(document.apply(each)));
    int pages = Math.max(1, Math.ceilDiv(all.size(), limit));
    ObjectNode pagination = envelope.putObject("pagination");
    pagination.put("page", number);
    pagination.put("limit", limit);
    pagination.put("items", content.size());
    pagination.put("pages", pages);
    pagination
        .putObject("links")
        .put(
            "next",
            number < pages
                ? "%s?page=%d&limit=%d".formatted(request.path(), number + 1, limit)
                : null);
    return envelope;
  }
}
