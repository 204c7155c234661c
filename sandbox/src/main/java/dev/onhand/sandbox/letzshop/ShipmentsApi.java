package dev.onhand.sandbox.letzshop;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.graphql.GraphqlException;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.shop.Piece;
import dev.onhand.sandbox.shop.Piece.Fate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Shipments of one vendor. A customer's order is there when it is paid. */
final class ShipmentsApi {
  private static final int PAGE_MAX = 100;

  /** Known to no documentation. */
  private static final String UNKNOWN = "awaiting_drone";

  private final Site site;
  private final Schema schema;

  ShipmentsApi(Site site, Schema schema) {
    this.site = site;
    this.schema = schema;
  }

  ObjectNode list(Field field) {
    String state = field.argument("state").asString("");
    if (!state.isEmpty() && !schema.values("ShipmentState").contains(state)) {
      throw new GraphqlException(
          200,
          "",
          "Argument 'state' on Field 'shipments' has an invalid value (%s). Expected type"
                  .formatted(state)
              + " 'ShipmentState'.");
    }
    long after = number(field.argument("after").asString(""));
    boolean hasPages = schema.has("Query.shipments.first");
    int size =
        hasPages
            ? Math.clamp(field.argument("first").asInt(PAGE_MAX), 0, PAGE_MAX)
            : Integer.MAX_VALUE;
    List<Order> matching =
        site.shop().orders().stream()
            .filter(order -> order.payment() == Payment.PAID && order.number() > after)
            .filter(order -> state.isEmpty() || state(order).equals(state))
            .toList();
    site.shifts(matching, after);
    List<Order> page = Site.page(matching, 0, size);
    ObjectNode list = Json.object().put("__typename", "ShipmentConnection");
    ArrayNode nodes = list.putArray("nodes");
    page.forEach(order -> nodes.add(document(order)));
    list.putObject("pageInfo")
        .put("__typename", "PageInfo")
        .put("hasNextPage", page.size() < matching.size())
        .put("endCursor", page.isEmpty() ? null : cursor(page.getLast().number()));
    return schema.cut(list);
  }

  private static String cursor(long number) {
    return Base64.getEncoder()
        .encodeToString(Long.toString(number).getBytes(StandardCharsets.UTF_8));
  }

  private static long number(String cursor) {
    try {
      return cursor.isEmpty()
          ? 0
          : Long.parseLong(new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException wrong) {
      throw new GraphqlException(200, "", "Invalid cursor");
    }
  }

  JsonNode one(Field field) {
    return site.shop()
        .order(field.argument("id").asString(""))
        .filter(order -> order.payment() == Payment.PAID)
        .map(order -> (JsonNode) schema.cut(document(order)))
        .orElseGet(NullNode::getInstance);
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object().put("__typename", "Shipment");
    document.put("id", order.id());
    document.put("number", "H%011d".formatted(order.number()));
    document.put("state", isStrange ? UNKNOWN : state(order));
    ObjectNode of = document.putObject("order").put("__typename", "Order");
    of.put("id", "order-" + order.number());
    of.put("number", "R%09d".formatted(order.number()));
    of.put("email", "buyer@example.org");
    of.put("total", order.total().toPlainString() + " EUR");
    of.put("completedAt", order.createdAt().toString());
    of.put("locale", "fr");
    of.set("shipAddress", address());
    of.set("billAddress", address());
    ArrayNode units = document.putArray("inventoryUnits");
    Piece.of(order).forEach(piece -> units.add(unit(order, piece, isStrange)));
    return document;
  }

  private static ObjectNode address() {
    ObjectNode address = Json.object().put("__typename", "Address");
    address.put("firstName", "Ada").put("lastName", "Buyer");
    address.put("zipCode", "1611").put("city", "Luxembourg");
    address
        .putObject("country")
        .put("__typename", "Country")
        .put("name", "Luxembourg")
        .put("iso", "LU");
    return address;
  }

  private static ObjectNode unit(Order order, Piece piece, boolean isStrange) {
    Line line = piece.line();
    ObjectNode unit = Json.object().put("__typename", "InventoryUnit");
    unit.put("id", "unit-%d-%d-%d".formatted(order.number(), line.number(), piece.number()));
    unit.put("state", isStrange ? UNKNOWN : state(piece));
    ObjectNode variant = unit.putObject("variant").put("__typename", "Variant");
    variant.put("id", "variant-" + line.listing());
    variant.put("sku", line.item().sku()).putNull("mpn");
    variant.put("price", line.item().price() + " EUR");
    if (line.item().gtin().isEmpty()) {
      variant.putNull("tradeId");
    } else {
      variant
          .putObject("tradeId")
          .put("__typename", "TradeId")
          .put("number", line.item().gtin())
          .put("parser", "gtin" + line.item().gtin().length());
    }
    return unit;
  }

  private static String state(Piece piece) {
    return switch (piece.fate()) {
      case OPEN -> piece.line().accepted() ? "confirmed_available" : "unconfirmed";
      case CANCELLED -> "confirmed_unavailable";
      case SHIPPED -> "confirmed_available";
      case RETURNED -> "returned";
    };
  }

  /** A shipment leaves as a whole; while a piece waits to be confirmed it waits. */
  private static String state(Order order) {
    List<Piece> pieces = Piece.of(order);
    Set<Fate> fates = pieces.stream().map(Piece::fate).collect(Collectors.toSet());
    if (fates.equals(Set.of(Fate.CANCELLED))) {
      return pieces.getFirst().line().accepted() ? "canceled" : "declined";
    }
    if (!fates.contains(Fate.OPEN)) {
      return "shipped";
    }
    boolean isConfirmed =
        pieces.stream().noneMatch(it -> it.fate() == Fate.OPEN && !it.line().accepted());
    return isConfirmed ? "confirmed" : "unconfirmed";
  }
}
