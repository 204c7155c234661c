package dev.onhand.sandbox.kaufland;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which rows of a list are asked for. */
record Pages(int limit, int offset) {
  private static final int LIMIT = 30;
  private static final int LIMIT_MAX = 100;

  /** Empty if a number is none, or too great. */
  static Optional<Pages> of(Request request) {
    String limit = request.parameter("limit").orElse("" + LIMIT);
    String offset = request.parameter("offset").orElse("0");
    return limit.matches("[1-9]\\d{0,8}")
            && offset.matches("\\d{1,9}")
            && Integer.parseInt(limit) <= LIMIT_MAX
        ? Optional.of(new Pages(Integer.parseInt(limit), Integer.parseInt(offset)))
        : Optional.empty();
  }

  <T> ObjectNode envelope(List<T> all, Function<T, ObjectNode> document) {
    ObjectNode envelope = Json.object();
    ArrayNode data = envelope.putArray("data");
    Site.page(all, offset, limit).forEach(each -> data.add(document.apply(each)));
    envelope
        .putObject("pagination")
        .put("offset", offset)
        .put("limit", limit)
        .put("total", all.size());
    return envelope;
  }
}
