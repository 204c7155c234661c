package dev.onhand.sandbox.backmarket;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /ws/orders}. */
final class OrdersApi {
  private static final int ACCEPT = 2;
  private static final int SHIP = 3;
  private static final int CANCEL = 4;
  private static final int REFUND_BEFORE = 5;
  private static final int REFUND_AFTER = 6;

  private final Site site;
  private final OrderDocuments documents = new OrderDocuments();

  /** What sellers told of their parcels, by order. */
  private final Map<String, String> trackingNumbers = new HashMap<>();

  OrdersApi(Site site) {
    this.site = site;
  }

  /** The order of the list is not documented: here the longest unchanged comes first. */
  Response page(Request request) {
    Optional<Pages> pages = Pages.of(request);
    if (pages.isEmpty()) {
      return BackMarketDialect.error(404, "not_found", "Invalid page.");
    }
    List<Order> all;
    try {
      all = site.orders(() -> matching(request), pages.get().offset());
    } catch (DateTimeParseException wrong) {
      return BackMarketDialect.bad("no date-time: " + wrong.getParsedString());
    }
    if (pages.get().isPast(all.size())) {
      return BackMarketDialect.error(404, "not_found", "Invalid page.");
    }
    return site.json(
        Purpose.ORDER_POLL, 200, pages.get().envelope(all, this::document, request, site.base()));
  }

  Response one(String id) {
    return site.shop()
        .order(id)
        .map(order -> site.json(Purpose.ORDER_READ, 200, document(order)))
        .orElseGet(() -> BackMarketDialect.error(404, "not_found", "Order not found."));
  }

  Response change(String id, Request request) {
    Optional<Order> order = site.shop().order(id);
    Optional<JsonNode> body = Json.read(request.body()).filter(JsonNode::isObject);
    if (order.isEmpty()) {
      return BackMarketDialect.error(404, "not_found", "Order not found.");
    }
    if (body.isEmpty() || !body.get().path("new_state").isInt()) {
      return BackMarketDialect.bad("parameter new_state not found");
    }
    return change(order.get(), body.get());
  }

  private Response change(Order order, JsonNode body) {
    int state = body.path("new_state").intValue();
    String sku = body.path("sku").asString("");
    Optional<Line> line =
        order.lines().stream().filter(it -> it.item().sku().equalsIgnoreCase(sku)).findFirst();
    if (state != SHIP && line.isEmpty()) {
      return BackMarketDialect.bad("sku not found");
    }
    if (state == SHIP && !body.path("tracking_number").isString()) {
      return BackMarketDialect.bad("tracking_number is required");
    }
    try {
      Shop shop = site.shop();
      switch (state) {
        case ACCEPT -> shop.accept(order.id(), line.orElseThrow().number());
        case SHIP -> {
          shop.ship(order.id());
          trackingNumbers.put(order.id(), body.path("tracking_number").stringValue());
        }
        case CANCEL, REFUND_BEFORE -> shop.cancel(order.id(), line.orElseThrow().number(), 1);
        case REFUND_AFTER -> shop.refund(order.id(), line.orElseThrow().number(), 1);
        default -> {
          return BackMarketDialect.bad("new_state " + state + " is unknown");
        }
      }
      return one(order.id());
    } catch (IllegalArgumentException | IllegalStateException wrong) {
      return BackMarketDialect.bad("" + wrong.getMessage());
    }
  }

  private List<Order> matching(Request request) {
    Instant modified = from(request, "date_modification");
    Instant created = from(request, "date_creation");
    Stream<Order> orders =
        site.shop().ordersUpdatedSince(modified).stream()
            .filter(order -> order.payment() != Payment.FAILED)
            .filter(order -> !order.createdAt().isBefore(created));
    Optional<String> state = request.parameter("state");
    Optional<String> country = request.parameter("country_code");
    return orders
        .filter(order -> state.isEmpty() || state.get().equals("" + documents.state(order)))
        .filter(_ -> country.isEmpty() || country.get().equals(OrderDocuments.COUNTRY))
        .toList();
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    return documents.document(
        order, Optional.ofNullable(trackingNumbers.get(order.id())), isStrange);
  }

  private static Instant from(Request request, String name) {
    return request
        .parameter(name)
        .map(text -> OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS))
        .orElse(Instant.EPOCH);
  }
}
