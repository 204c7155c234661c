package dev.onhand.sandbox.kaufland;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.shop.Piece;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /order-units} and {@code /orders}: each piece is a row of its own. */
final class OrdersApi {
  /** More pieces than a line has, so that each has an id of its own. */
  private static final long PIECES_MAX = 10_000;

  private static final Set<String> SORTS = Set.of("ts_created:desc", "ts_updated:desc");

  private final Site site;
  private final String storefront;

  OrdersApi(Site site, String storefront) {
    this.site = site;
    this.storefront = storefront;
  }

  /** A piece of an order. */
  private record OrderUnit(Order order, Piece piece) {}

  Response units(Request request) {
    Optional<Pages> pages = Pages.of(request);
    String sort = request.parameter("sort").orElse("ts_created:desc");
    if (pages.isEmpty() || !SORTS.contains(sort)) {
      return Problem.VALIDATION_ERROR.response("sort", "limit, offset or sort is not valid");
    }
    List<OrderUnit> units;
    try {
      units =
          site.orders(() -> matching(request, sort), pages.get().offset()).stream()
              .flatMap(order -> Piece.of(order).stream().map(it -> new OrderUnit(order, it)))
              .filter(it -> isWanted(request, it))
              .toList();
    } catch (DateTimeParseException wrong) {
      return Problem.VALIDATION_ERROR.response("ts", "no time: " + wrong.getParsedString());
    }
    return site.json(Purpose.ORDER_POLL, 200, pages.get().envelope(units, this::row));
  }

  /** After a time means later than that; times have seconds. */
  private List<Order> matching(Request request, String sort) {
    Instant created = time(request, "ts_created_from_iso");
    Instant updated = time(request, "ts_updated_from_iso");
    Comparator<Order> byTime =
        Comparator.comparing(sort.startsWith("ts_created") ? Order::createdAt : Order::updatedAt);
    return site.shop().orders().stream()
        .filter(it -> it.createdAt().truncatedTo(ChronoUnit.SECONDS).isAfter(created))
        .filter(it -> it.updatedAt().truncatedTo(ChronoUnit.SECONDS).isAfter(updated))
        .sorted(byTime.thenComparing(Order::number).reversed())
        .toList();
  }

  private static Instant time(Request request, String name) {
    return request.parameter(name).map(Instant::parse).orElse(Instant.MIN);
  }

  private boolean isWanted(Request request, OrderUnit unit) {
    List<String> statuses = request.parameters().getOrDefault("status", List.of());
    return (statuses.isEmpty() || statuses.contains(status(unit)))
        && request.parameter("storefront").orElse(storefront).equals(storefront)
        && request
            .parameter("id_offer")
            .orElse(unit.piece().line().item().sku())
            .equals(unit.piece().line().item().sku());
  }

  Response unit(String id) {
    return site.shop().orders().stream()
        .flatMap(order -> Piece.of(order).stream().map(it -> new OrderUnit(order, it)))
        .filter(it -> ("" + number(it.piece())).equals(id))
        .findFirst()
        .map(it -> answer(row(it)))
        .orElseGet(() -> Problem.NOT_FOUND.response("Resource not found"));
  }

  Response order(String id) {
    return site.shop()
        .order(id)
        .map(it -> answer(document(it)))
        .orElseGet(() -> Problem.NOT_FOUND.response("Resource not found"));
  }

  private Response answer(ObjectNode document) {
    ObjectNode answer = Json.object();
    answer.set("data", document);
    return site.json(Purpose.ORDER_READ, 200, answer);
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object().put("id_order", order.id());
    document.put("ts_created_iso", order.createdAt().toString());
    document.put("is_marketplace_deemed_supplier", false);
    document.put("storefront", storefront);
    document.put("fulfillment_type", "fulfilled_by_merchant");
    document.set("buyer", buyer());
    document.set("billing_address", address());
    document.set("shipping_address", address());
    ArrayNode units = document.putArray("order_units");
    for (Piece piece : Piece.of(order)) {
      OrderUnit unit = new OrderUnit(order, piece);
      ObjectNode each = unit(unit, isStrange ? "awaiting_sunrise" : status(unit));
      each.putArray("tickets");
      units.add(each);
    }
    return document;
  }

  private ObjectNode row(OrderUnit unit) {
    ObjectNode row = unit(unit, status(unit));
    row.put("fulfillment_type", "fulfilled_by_merchant");
    row.set("buyer", buyer());
    row.set("billing_address", address());
    row.set("shipping_address", address());
    return row;
  }

  private ObjectNode unit(OrderUnit it, String status) {
    Order order = it.order();
    Line line = it.piece().line();
    int cents = new BigDecimal(line.item().price()).movePointRight(2).intValueExact();
    ObjectNode unit = Json.object().put("id_order_unit", number(it.piece()));
    unit.put("id_order", order.id());
    unit.put("status", status);
    unit.put("id_offer", line.item().sku());
    unit.put("ts_created_iso", order.createdAt().toString());
    unit.put("ts_updated_iso", order.updatedAt().toString());
    unit.put("is_marketplace_deemed_supplier", false);
    unit.put("price", cents).put("revenue_gross", cents).put("revenue_net", cents);
    unit.put("currency", "EUR");
    unit.put("storefront", storefront);
    unit.put("unit_condition", "new");
    unit.put("shipping_rate", 390);
    unit.put("vat", 19);
    unit.put("delivery_time_min", 3).put("delivery_time_max", 6);
    unit.putNull("note");
    unit.putNull("delivery_time_expires_iso");
    unit.putNull("order_received_timestamp_iso");
    unit.put("cancel_reason", status.equals("cancelled") ? "BuyerCancelled" : null);
    unit.set("product", Products.of(line.item(), line.listingNumber(), storefront));
    return unit;
  }

  private static ObjectNode buyer() {
    return Json.object().put("id_buyer", 21_631_426).put("email", "buyer@example.org");
  }

  private static ObjectNode address() {
    return Json.object()
        .put("first_name", "Ada")
        .put("last_name", "Buyer")
        .putNull("company_name")
        .put("street", "Ring")
        .put("house_number", "1")
        .put("postcode", "74172")
        .putNull("additional_field")
        .put("city", "Neckarsulm")
        .putNull("phone")
        .put("country", "DE");
  }

  static long number(Piece piece) {
    return piece.line().number() * PIECES_MAX + piece.number();
  }

  private static String status(OrderUnit unit) {
    if (unit.order().payment() == Payment.FAILED) {
      return "cancelled";
    }
    return switch (unit.piece().fate()) {
      case OPEN -> unit.order().payment() == Payment.PAID ? "need_to_be_sent" : "open";
      case CANCELLED -> "cancelled";
      case SHIPPED -> "sent";
      case RETURNED -> "returned";
    };
  }
}
