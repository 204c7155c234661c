package dev.onhand.sandbox.amazon;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /orders/v0/orders}: deprecated, and with items apart. */
final class OrdersV0Api {
  private static final int PAGE_SIZE_MAX = 100;

  private final Site site;
  private final Offers offers;

  OrdersV0Api(Site site, Offers offers) {
    this.site = site;
    this.offers = offers;
  }

  /** Where a page begins: after that order, among those changed until then. */
  private record Token(Instant until, long after) {

    /** From the start where it is no token of ours. */
    static Token of(String token, Instant now) {
      try {
        String[] parts = token.split(" ", 2);
        return new Token(Instant.parse(parts[0]), Long.parseLong(parts[1]));
      } catch (DateTimeParseException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
        return new Token(now, 0);
      }
    }
  }

  /** The token keeps the time until which orders were changed, so that pages do not shift. */
  Response list(Request request) {
    Optional<Instant> since = OrdersApi.time(request, "LastUpdatedAfter");
    int size = ListingsApi.number(request, "MaxResultsPerPage", PAGE_SIZE_MAX);
    if (since.isEmpty()
        || size < 1
        || !ListingsApi.list(request, "MarketplaceIds").equals(List.of(Amazon.MARKETPLACE))) {
      return AmazonDialect.error(400, "InvalidInput", "MarketplaceIds or a time is missing");
    }
    Token token = Token.of(request.parameter("NextToken").orElse(""), site.shop().now());
    List<String> by = ListingsApi.list(request, "FulfillmentChannels");
    List<Order> all =
        site.shop().orders().stream()
            .filter(it -> it.number() > token.after() && !it.updatedAt().isBefore(since.get()))
            .filter(it -> !it.updatedAt().isAfter(token.until()))
            .filter(it -> by.isEmpty() || by.contains(channel(it)))
            .toList();
    List<Order> page = Site.page(all, 0, size);
    ObjectNode payload = Json.object();
    ArrayNode orders = payload.putArray("Orders");
    page.forEach(it -> orders.add(document(it)));
    if (page.size() < all.size()) {
      payload.put("NextToken", token.until() + " " + page.getLast().number());
    }
    payload.put("LastUpdatedBefore", token.until().toString());
    return wrapped(Purpose.ORDER_POLL, payload);
  }

  Response one(String id) {
    return site.shop()
        .order(id)
        .map(it -> wrapped(Purpose.ORDER_READ, document(it)))
        .orElseGet(() -> AmazonDialect.error(404, "NotFound", "There is no order " + id));
  }

  Response items(String id) {
    Optional<Order> order = site.shop().order(id);
    if (order.isEmpty()) {
      return AmazonDialect.error(404, "NotFound", "There is no order " + id);
    }
    ObjectNode payload = Json.object().put("AmazonOrderId", id);
    ArrayNode items = payload.putArray("OrderItems");
    order.get().lines().forEach(line -> items.add(item(order.get(), line)));
    return wrapped(Purpose.ORDER_READ, payload);
  }

  private Response wrapped(Purpose purpose, JsonNode payload) {
    return site.json(purpose, 200, Json.object().set("payload", payload));
  }

  private String channel(Order order) {
    return OrdersApi.isAmazons(order, offers) ? "AFN" : "MFN";
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    return Json.object()
        .put("AmazonOrderId", order.id())
        .put("PurchaseDate", order.createdAt().toString())
        .put("LastUpdateDate", order.updatedAt().toString())
        .put("OrderStatus", isStrange ? "AwaitingDrone" : OrdersApi.statusV0(order))
        .put("FulfillmentChannel", channel(order))
        .put("MarketplaceId", Amazon.MARKETPLACE);
  }

  /** A cancelled item may be shown with nothing ordered. */
  private static ObjectNode item(Order order, Line line) {
    return Json.object()
        .put("OrderItemId", "" + line.number())
        .put("SellerSKU", line.item().sku())
        .put("ASIN", "B%09d".formatted(line.listingNumber()))
        .put("QuantityOrdered", line.kept())
        .put("QuantityShipped", order.shipped(line.number()));
  }
}
