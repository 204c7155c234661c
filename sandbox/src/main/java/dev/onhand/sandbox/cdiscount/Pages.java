package dev.onhand.sandbox.cdiscount;

import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pages of which the next is named in a header, and nowhere else. */
final class Pages {
  private static final int LIMIT_MAX = 1_000;

  private Pages() {}

  /** Where a page begins; past everything for a cursor that is none. */
  static int offset(Request request) {
    return number(request.parameter("cursor").or(() -> request.parameter("Cursor")).orElse("0"));
  }

  static int limit(Request request) {
    return Math.clamp(number(request.parameter("limit").orElse("50")), 1, LIMIT_MAX);
  }

  /** The answer, with a link to the page behind it if there is one. */
  static Response linked(Response response, Request request, URI base, int rows) {
    int next = offset(request) + limit(request);
    if (next >= rows) {
      return response;
    }
    List<String> pairs = new ArrayList<>();
    request
        .parameters()
        .forEach(
            (name, values) -> {
              if (!name.toLowerCase(Locale.ROOT).equals("cursor")) {
                pairs.add(name + "=" + URLEncoder.encode(values.getLast(), StandardCharsets.UTF_8));
              }
            });
    pairs.add("Cursor=" + next);
    return response.with(
        "Link", "<%s%s?%s>; rel=\"next\"".formatted(base, request.path(), String.join("&", pairs)));
  }

  /** A number of up to 9 digits; a great one for anything else. */
  static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 999_999_999;
  }
}
