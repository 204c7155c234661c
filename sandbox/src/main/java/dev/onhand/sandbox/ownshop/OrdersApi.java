package dev.onhand.sandbox.ownshop;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /orders}. */
final class OrdersApi {
  private final Site site;

  OrdersApi(Site site) {
    this.site = site;
  }

  Response page(Request request) {
    Optional<Integer> limit = Rows.limit(request.parameter("limit"));
    Optional<Instant> since = time(request.parameter("changed_since").orElse(""));
    String after = request.parameter("after").orElse("0");
    if (limit.isEmpty() || since.isEmpty() || !after.matches("\\d{1,9}")) {
      return OwnShopDialect.error(
          400, "changed_since is a time, limit 1 to 100, after the id of an order.");
    }
    Rows<Order> rows = Rows.orders(site, since.get(), Long.parseLong(after), limit.get());
    ObjectNode answer = Json.object();
    ArrayNode orders = answer.putArray("orders");
    rows.all().forEach(it -> orders.add(document(it)));
    if (rows.hasMore()) {
      answer.put("next", next(rows.all().getLast(), limit.get()));
    }
    return site.json(Purpose.ORDER_POLL, 200, answer);
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static String next(Order last, int limit) {
    return "?changed_since=%s&after=%s&limit=%d"
        .formatted(
            URLEncoder.encode(last.updatedAt().toString(), StandardCharsets.UTF_8),
            last.id(),
            limit);
  }

  Response one(String id) {
    return site.shop()
        .order(id)
        .map(it -> site.json(Purpose.ORDER_READ, 200, document(it)))
        .orElseGet(() -> OwnShopDialect.error(404, "There is no order " + id + "."));
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object().put("id", order.id());
    document
        .put("status", isStrange ? "awaiting_sunrise" : status(order))
        .put("created_at", order.createdAt().toString())
        .put("updated_at", order.updatedAt().toString())
        .put("country", "DE")
        .put("postcode", "10115");
    ArrayNode lines = document.putArray("lines");
    for (Line line : order.lines()) {
      lines
          .addObject()
          .put("id", "" + line.number())
          .put("listing_id", line.listing())
          .put("sku", line.item().sku())
          .put("quantity", line.ordered())
          .put("cancelled", line.cancelled())
          .put("shipped", order.shipped(line.number()))
          .put("returned", line.returned());
    }
    return document;
  }

  static String status(Order order) {
    if (order.payment() == Payment.FAILED || order.isCancelled()) {
      return "cancelled";
    }
    boolean isShipped =
        order.lines().stream().allMatch(it -> order.shipped(it.number()) >= it.kept());
    return isShipped ? "shipped" : order.payment() == Payment.PENDING ? "pending" : "paid";
  }
}
