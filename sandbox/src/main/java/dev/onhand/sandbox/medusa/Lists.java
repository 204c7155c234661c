package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which stretch of a list is asked for. There is no largest one.
 *
 * @param offset from 0
 */
record Lists(long offset, int limit) {

  static Lists of(Request request, int limitDefault) {
    return new Lists(number(request, "offset", 0), (int) number(request, "limit", limitDefault));
  }

  private static long number(Request request, String name, int usual) {
    return request
        .parameter(name)
        .filter(it -> it.matches("\\d{1,9}"))
        .map(Long::parseLong)
        .orElse((long) usual);
  }

  <T> ObjectNode envelope(String name, List<T> all, Function<T, ObjectNode> document) {
    ObjectNode envelope = Json.object();
    ArrayNode rows = envelope.putArray(name);
    Site.page(all, offset, limit).forEach(each -> rows.add(document.apply(each)));
    return envelope.put("count", all.size()).put("offset", offset).put("limit", limit);
  }

  /** All values of a parameter, sent as {@code name}, {@code name[]} or {@code name[0]}. */
  static List<String> values(Request request, String name) {
    List<String> values = new ArrayList<>();
    request
        .parameters()
        .forEach(
            (key, all) -> {
              if (key.equals(name) || key.matches(Pattern.quote(name) + "\\[\\d*]")) {
                values.addAll(all);
              }
            });
    return values;
  }
}
