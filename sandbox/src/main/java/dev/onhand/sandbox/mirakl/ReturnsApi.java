package dev.onhand.sandbox.mirakl;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Piece;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** RT11: each piece that is back is a return that was received. */
final class ReturnsApi {
  private static final int PAGE_SIZE = 10;
  private static final String STATE = "RECEIVED";

  private final Site site;

  ReturnsApi(Site site) {
    this.site = site;
  }

  /** A piece that is back. */
  private record Back(Order order, Piece piece) {}

  /** A token is the number of what comes before, behind a word that nobody should make. */
  Response page(Request request) {
    String token = request.parameter("page_token").orElse("after-0");
    if (!token.matches("after-\\d{1,9}")) {
      return MiraklDialect.error(400, "page_token is not valid");
    }
    int offset = Integer.parseInt(token.substring("after-".length()));
    List<Back> all;
    try {
      all = matching(request);
    } catch (DateTimeParseException wrong) {
      return MiraklDialect.error(400, "no time: " + wrong.getParsedString());
    }
    ObjectNode body = Json.object();
    ArrayNode data = body.putArray("data");
    Site.page(all, offset, PAGE_SIZE).forEach(it -> data.add(document(it)));
    if (offset + PAGE_SIZE < all.size()) {
      body.put("next_page_token", "after-" + (offset + PAGE_SIZE));
    }
    return site.json(Purpose.ORDER_POLL, 200, body);
  }

  private List<Back> matching(Request request) {
    List<String> states = request.parameters().getOrDefault("return_state", List.of(STATE));
    Instant since =
        request.parameter("return_last_updated_from").map(Instant::parse).orElse(Instant.MIN);
    return site.shop().orders().stream()
        .filter(order -> states.contains(STATE) && !order.updatedAt().isBefore(since))
        .flatMap(order -> Piece.of(order).stream().map(it -> new Back(order, it)))
        .filter(it -> it.piece().fate() == Piece.Fate.RETURNED)
        .toList();
  }

  private static ObjectNode document(Back back) {
    Order order = back.order();
    long line = back.piece().line().number();
    ObjectNode document = Json.object();
    document.put("id", "return-%d-%d".formatted(line, back.piece().number()));
    document.put("state", STATE);
    document.put("date_created", order.updatedAt().toString());
    document.put("last_updated", order.updatedAt().toString());
    document.put("order_id", order.id());
    document.put("order_commercial_id", "C" + order.number());
    document.put("method_code", "RETURN_METHOD_BY_MAIL");
    document.put("reason_code", "RETURN_CHANGED_MIND");
    document.putArray("documents");
    document
        .putArray("return_lines")
        .addObject()
        .put("order_line_id", "%s-%d".formatted(order.id(), line))
        .put("quantity", 1)
        .put("reason_code", "RETURN_CHANGED_MIND");
    return document;
  }
}
