package dev.onhand.sandbox.manomano;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /orders/v1/orders}. */
final class OrdersApi {
  private final Site site;

  OrdersApi(Site site) {
    this.site = site;
  }

  /** The order of the list is not documented: here the longest unchanged comes first. */
  Response page(Request request) {
    Optional<Pages> pages = Pages.of(request);
    if (pages.isEmpty()) {
      return ManoManoDialect.error(400, "ERR_1001", "page and limit must be 1 or more");
    }
    List<Order> all;
    try {
      all = site.orders(() -> matching(request), pages.get().offset());
    } catch (DateTimeParseException wrong) {
      return ManoManoDialect.error(400, "ERR_1004", "no time: " + wrong.getParsedString());
    }
    return site.json(Purpose.ORDER_POLL, 200, pages.get().envelope(all, this::document, request));
  }

  Response one(String reference) {
    return site.shop()
        .order(reference)
        .map(
            order -> {
              ObjectNode body = Json.object();
              body.set("content", document(order));
              return site.json(Purpose.ORDER_READ, 200, body);
            })
        .orElseGet(() -> ManoManoDialect.error(404, "ERR_404", "No such order."));
  }

  private List<Order> matching(Request request) {
    Instant start = time(request, "status_updated_at_start", Instant.EPOCH);
    Instant end = time(request, "status_updated_at_end", Instant.MAX);
    Instant created = time(request, "created_at_start", Instant.EPOCH);
    Optional<String> status = request.parameter("status");
    return site.shop().ordersUpdatedSince(start).stream()
        .filter(order -> !order.updatedAt().isAfter(end))
        .filter(order -> !order.createdAt().isBefore(created))
        .filter(order -> status.isEmpty() || status.get().equals(status(order)))
        .toList();
  }

  private static Instant time(Request request, String name, Instant usual) {
    return request.parameter(name).map(Instant::parse).orElse(usual);
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object();
    document.put("order_reference", order.id());
    document.put("status", isStrange ? "AWAITING_SUNRISE" : status(order));
    document.put("created_at", order.createdAt().toString());
    document.put("status_updated_at", order.updatedAt().toString());
    document.set("total_price", amount(order.total().toPlainString()));
    document
        .putObject("addresses")
        .putObject("shipping")
        .put("firstname", "Ada")
        .put("lastname", "Buyer")
        .put("address_line1", "1 rue")
        .put("zipcode", "75011")
        .put("city", "Paris")
        .put("country_iso", "FR")
        .put("phone", "0102030405")
        .put("email", "buyer@example.org");
    ArrayNode products = document.putArray("products");
    for (Line line : order.lines()) {
      ObjectNode product = products.addObject();
      product.put("seller_sku", line.item().sku());
      product.put("title", line.item().title());
      product.put("quantity", order.isCancelled() ? line.ordered() : line.kept());
      product.set("price", amount(line.item().price()));
      product.put("vat_rate", "20.00");
    }
    return document;
  }

  private static ObjectNode amount(String amount) {
    return Json.object().put("amount", amount).put("currency", "EUR");
  }

  private static String status(Order order) {
    return switch (order.payment()) {
      case PENDING -> order.isCancelled() ? "REFUSED" : "WAITING_PAYMENT";
      case FAILED -> "REFUSED";
      case PAID -> paid(order);
    };
  }

  /** What is given up before it is accepted is refused, and after that paid back. */
  private static String paid(Order order) {
    boolean isAccepted = order.lines().stream().allMatch(Line::accepted);
    if (order.isCancelled()) {
      return isAccepted ? "REFUNDED" : "REFUSED";
    }
    boolean isShipped =
        order.lines().stream().allMatch(line -> order.shipped(line.number()) >= line.kept());
    if (isShipped) {
      return "SHIPPED";
    }
    return isAccepted ? "PREPARATION" : "PENDING";
  }
}
