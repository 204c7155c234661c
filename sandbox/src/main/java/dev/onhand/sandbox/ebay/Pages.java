package dev.onhand.sandbox.ebay;

import dev.onhand.sandbox.wire.Request;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of a list.
 *
 * @param offset as it was asked for: a number of rows, or of pages
 */
record Pages(int limit, int offset) {
  private static final int LIMIT_MAX = 200;
  private static final int OFFSET_MAX = 9_999_999;

  /** Empty: no such page may be asked for. */
  static Optional<Pages> of(Request request, int usual) {
    int limit = number(request.parameter("limit").orElse("" + usual));
    int offset = number(request.parameter("offset").orElse("0"));
    return limit < 1 || limit > LIMIT_MAX || offset > OFFSET_MAX
        ? Optional.empty()
        : Optional.of(new Pages(limit, offset));
  }

  private static int number(String text) {
    return text.matches("\\d{1,8}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }

  /** Says where this page is, and the next one if there is one. */
  ObjectNode tell(ObjectNode body, String path, int total, int next, boolean hasMore) {
    body.put("href", address(path, offset));
    body.put("limit", limit);
    body.put("total", total);
    if (hasMore) {
      body.put("next", address(path, next));
    }
    return body;
  }

  private String address(String path, int from) {
    return "%s?limit=%d&offset=%d".formatted(path, limit, from);
  }
}
