package dev.onhand.cli;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The server's refusal of a request.
 *
 * @param code the stable name of the problem, "" if the answer did not say
 * @param detail a sentence for people
 * @param requestId names the request in the server's log, "" if unknown
 * @param retryAfter seconds as the server sent them, "" if it did not
 * @param errors one line for each part of the request that is wrong, if it says more than detail
 */
record Problem(
    int status,
    String code,
    String detail,
    String requestId,
    String retryAfter,
    List<String> errors) {

  static Problem of(Reply reply) {
    JsonNode body = reply.body();
    String detail = Json.text(body, "detail");
    String title = Json.text(body, "title");
    return new Problem(
        reply.status(),
        Json.text(body, "code"),
        !detail.isEmpty() ? detail : title.isEmpty() ? "HTTP status " + reply.status() : title,
        reply.header("Request-Id"),
        reply.header("Retry-After"),
        body.path("errors")
            .valueStream()
            .filter(error -> !Json.text(error, "detail").equals(detail))
            .map(Problem::part)
            .toList());
  }

  private static String part(JsonNode error) {
    return Json.text(error, "pointer") + ": " + Json.text(error, "detail");
  }

  int exit() {
    return switch (status) {
      case 401, 403 -> Exit.AUTHENTICATION;
      case 404 -> Exit.NOT_FOUND;
      case 409, 412 -> Exit.CONFLICT;
      case 429, 502, 503, 504 -> Exit.UNAVAILABLE;
      case 422 ->
          switch (code) {
            case "unknown_product", "unknown_location" -> Exit.NOT_FOUND;
            case "key_used_differently" -> Exit.CONFLICT;
            default -> Exit.FAILED;
          };
      default -> Exit.FAILED;
    };
  }

  /** Whether a write may have been done all the same. */
  boolean isUncertain() {
    return code.equals("unavailable") || code.equals("internal");
  }

  /** Whether it is refused only as a wish: a fact would be recorded all the same. */
  boolean couldBeFact() {
    return code.equals("insufficient_stock");
  }

  /** What to do about it, "" where the detail says it all. */
  String advice() {
    return switch (code) {
      case "unauthenticated" ->
          "set ONHAND_TOKEN, or name the server's data directory with --data or ONHAND_DATA";
      case "forbidden" ->
          "use a token with that scope; an administrator makes one with: onhand token create";
      case "unknown_product" -> "look it up with: onhand product list --search TEXT";
      case "unknown_location" -> "look it up with: onhand location list";
      case "insufficient_stock" -> "see what is there with: onhand stock show SKU";
      case "stale_quantity" -> "look again with: onhand stock show SKU";
      case "key_used_differently" -> "see what it was with: onhand movement list --key KEY";
      case "bundle_product" -> "see its components with: onhand bundle show SKU";
      case "placeholder_product" -> "units are moved once the placeholder is a real product";
      case "busy", "unavailable" -> "repeat the command in " + wait(retryAfter);
      case "too_large" -> "send it in smaller parts";
      case "internal" ->
          "the server's log says more: onhand log show --level error; request " + requestId;
      default -> status == 429 ? "repeat the command in " + wait(retryAfter) : "";
    };
  }

  private static String wait(String retryAfter) {
    return retryAfter.matches("[0-9]{1,6}") ? retryAfter + " s" : "a moment";
  }
}
