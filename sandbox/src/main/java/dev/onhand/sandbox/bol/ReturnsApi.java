package dev.onhand.sandbox.bol;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Piece;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /retailer/returns}: each piece that is back is a return, which the retailer handled. What
 * bol sent comes back to bol.
 */
final class ReturnsApi {
  private static final int PAGE_SIZE = 50;

  private final Site site;
  private final Bol.Traits traits;

  ReturnsApi(Site site, Bol.Traits traits) {
    this.site = site;
    this.traits = traits;
  }

  /** A piece that is back. */
  private record Back(Order order, Piece piece) {
    String number() {
      return "%d%03d".formatted(piece.line().number(), piece.number());
    }
  }

  Response list(Request request) {
    String page = request.parameter("page").orElse("1");
    if (!page.matches("[1-9]\\d{0,5}")) {
      return Problem.violation("page", "must be 1 or more");
    }
    boolean isHandled = request.parameter("handled").orElse("true").equals("true");
    String method = request.parameter("fulfilment-method").orElse("FBR");
    List<Back> all =
        site.shop().orders().stream()
            .flatMap(order -> Piece.of(order).stream().map(it -> new Back(order, it)))
            .filter(it -> it.piece().fate() == Piece.Fate.RETURNED && isHandled)
            .filter(it -> method(it.piece().line()).equals(method))
            .sorted(
                Comparator.comparing((Back it) -> it.order().updatedAt())
                    .thenComparing(Back::number)
                    .reversed())
            .toList();
    ObjectNode answer = Json.object();
    ArrayNode returns = answer.putArray("returns");
    Site.page(all, (Integer.parseInt(page) - 1L) * PAGE_SIZE, PAGE_SIZE)
        .forEach(it -> returns.add(document(it)));
    return site.json(Purpose.ORDER_POLL, 200, answer);
  }

  private String method(Line line) {
    return traits.sentByBol().contains(line.item().sku()) ? "FBB" : "FBR";
  }

  private ObjectNode document(Back back) {
    Line line = back.piece().line();
    ObjectNode document = Json.object().put("returnId", back.number());
    document.put("registrationDateTime", OrdersApi.time(back.order().createdAt()));
    document.put("fulfilmentMethod", method(line));
    ObjectNode item = document.putArray("returnItems").addObject().put("rmaId", back.number());
    item.put("orderId", back.order().id());
    item.put("ean", OrdersApi.ean(line));
    item.put("expectedQuantity", 1);
    item.putObject("returnReason")
        .put("mainReason", "Verkeerd besteld")
        .put("customerComments", "");
    item.put("handled", true);
    item.putArray("processingResults")
        .addObject()
        .put("quantity", 1)
        .put("processingResult", "ACCEPTED")
        .put("handlingResult", "RETURN_RECEIVED")
        .put("processingDateTime", OrdersApi.time(back.order().updatedAt()));
    return document;
  }
}
