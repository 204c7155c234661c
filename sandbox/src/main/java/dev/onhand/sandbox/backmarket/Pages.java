package dev.onhand.sandbox.backmarket;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which page of a list is asked for.
 *
 * @param number from 1
 */
record Pages(int number, int size) {
  private static final int SIZE_DEFAULT = 10;
  private static final int SIZE_MAX = 50;

  /** Empty if the numbers are none, or below 1. A size above the maximum counts as the maximum. */
  static Optional<Pages> of(Request request) {
    try {
      int number = Integer.parseInt(request.parameter("page").orElse("1"));
      int size = Integer.parseInt(request.parameter("page-size").orElse("" + SIZE_DEFAULT));
      return number < 1 || size < 1
          ? Optional.empty()
          : Optional.of(new Pages(number, Math.min(size, SIZE_MAX)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  long offset() {
    return (number - 1L) * size;
  }

  /** Whether there is no such page; the first is always there. */
  boolean isPast(int count) {
    return number > 1 && offset() >= count;
  }

  /** The page in its envelope. */
  <T> ObjectNode envelope(
      List<T> all, Function<T, ObjectNode> document, Request request, URI base) {
    ObjectNode envelope = Json.object();
    envelope.put("count", all.size());
    envelope.put("next", offset() + size < all.size() ? link(request, base, number + 1) : null);
    envelope.put("previous", number > 1 ? link(request, base, number - 1) : null);
    ArrayNode results = envelope.putArray("results");
    Site.page(all, offset(), size).forEach(each -> results.add(document.apply(each)));
    return envelope;
  }

  private static @Nullable String link(Request request, URI base, int page) {
    List<String> pairs = new ArrayList<>();
    request
        .parameters()
        .forEach(
            (name, values) -> {
              if (!name.equals("page")) {
                pairs.add(name + "=" + URLEncoder.encode(values.getLast(), StandardCharsets.UTF_8));
              }
            });
    pairs.add("page=" + page);
    return base + request.path() + "?" + String.join("&", pairs);
  }
}
