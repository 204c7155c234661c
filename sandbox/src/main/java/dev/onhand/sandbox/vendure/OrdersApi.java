package dev.onhand.sandbox.vendure;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.shop.Fulfilment;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders. One is placed when it is paid; before that it is a cart. */
final class OrdersApi {
  private final Site site;
  private final Stamps stamps;
  private final Map<String, Function<Order, @Nullable Object>> columns;

  OrdersApi(Site site, Stamps stamps) {
    this.site = site;
    this.stamps = stamps;
    this.columns =
        Map.of(
            "id", Order::number,
            "code", OrdersApi::code,
            "state", OrdersApi::state,
            "active", OrdersApi::isActive,
            "type", _ -> "Regular",
            "createdAt", order -> stamps.kept(order.createdAt()),
            "orderPlacedAt", Order::paidAt,
            "updatedAt", order -> stamps.kept(order.updatedAt()));
  }

  ObjectNode list(Field field) {
    Options options = new Options(field.argument("options"));
    List<Order> matching =
        site.orders(() -> options.matching(site.shop().orders(), columns, site), options.skip());
    return options.page("OrderList", matching, this::document);
  }

  JsonNode one(Field field) {
    return site.shop()
        .order(field.argument("id").asString(""))
        .map(order -> (JsonNode) document(order))
        .orElseGet(NullNode::getInstance);
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object().put("__typename", "Order");
    document.put("id", order.id());
    document.put("code", code(order));
    document.put("state", isStrange ? "AwaitingDrone" : state(order));
    document.put("active", isActive(order));
    document.put("type", "Regular");
    document.put("createdAt", Times.of(stamps.kept(order.createdAt())));
    document.put("orderPlacedAt", Times.orNull(order.paidAt()));
    document.put("updatedAt", Times.of(stamps.kept(order.updatedAt())));
    document.put("currencyCode", "EUR");
    ArrayNode lines = document.putArray("lines");
    order.lines().forEach(line -> lines.add(line(order, line)));
    ArrayNode parcels = document.putArray("fulfillments");
    order.fulfilments().forEach(parcel -> parcels.add(parcel(parcel)));
    ArrayNode payments = document.putArray("payments");
    if (order.payment() == Payment.PAID) {
      payments
          .addObject()
          .put("__typename", "Payment")
          .put("id", order.id())
          .put("state", "Settled");
    }
    return document;
  }

  /** Units that were cancelled, and those that came back, are no longer in the quantity. */
  private static ObjectNode line(Order order, Line line) {
    ObjectNode document = Json.object().put("__typename", "OrderLine");
    document.put("id", "" + line.number());
    document.put("quantity", line.kept() - line.returned());
    document.put("orderPlacedQuantity", order.paidAt() == null ? 0 : line.ordered());
    document
        .putObject("productVariant")
        .put("__typename", "ProductVariant")
        .put("id", line.listing())
        .put("sku", line.item().sku())
        .put("name", line.item().title());
    ArrayNode parts = document.putArray("fulfillmentLines");
    for (Fulfilment parcel : order.fulfilments()) {
      Integer units = parcel.units().get(line.number());
      if (units != null) {
        ObjectNode part = parts.addObject().put("__typename", "FulfillmentLine");
        part.put("orderLineId", "" + line.number()).put("quantity", units);
        part.set("fulfillment", parcel(parcel));
      }
    }
    return document;
  }

  private static ObjectNode parcel(Fulfilment parcel) {
    ObjectNode document = Json.object().put("__typename", "Fulfillment");
    document.put("id", "" + parcel.number());
    document.put(
        "state",
        switch (parcel.stage()) {
          case PACKED -> "Pending";
          case SHIPPED -> "Shipped";
          case DELIVERED -> "Delivered";
          case CANCELLED -> "Cancelled";
        });
    document.put("method", "manual").put("trackingCode", "");
    ArrayNode lines = document.putArray("lines");
    parcel
        .units()
        .forEach(
            (line, units) ->
                lines
                    .addObject()
                    .put("__typename", "FulfillmentLine")
                    .put("orderLineId", "" + line)
                    .put("quantity", units));
    return document;
  }

  private static String code(Order order) {
    return "T3S7QX%06d".formatted(order.number());
  }

  private static boolean isActive(Order order) {
    return order.payment() == Payment.PENDING && !order.isCancelled();
  }

  private static String state(Order order) {
    if (order.payment() == Payment.FAILED || isGone(order)) {
      return "Cancelled";
    }
    if (order.payment() == Payment.PENDING) {
      return "ArrangingPayment";
    }
    int kept = order.lines().stream().mapToInt(Line::kept).sum();
    int shipped = order.lines().stream().mapToInt(it -> order.shipped(it.number())).sum();
    int delivered =
        order.fulfilments().stream()
            .filter(parcel -> parcel.stage() == Stage.DELIVERED)
            .flatMap(parcel -> parcel.units().values().stream())
            .mapToInt(Integer::intValue)
            .sum();
    if (delivered > 0) {
      return delivered >= kept ? "Delivered" : "PartiallyDelivered";
    }
    if (shipped > 0) {
      return shipped >= kept ? "Shipped" : "PartiallyShipped";
    }
    return "PaymentSettled";
  }

  /** Whether no unit is left: cancelled, or cancelled after it was fulfilled, which is a return. */
  private static boolean isGone(Order order) {
    return order.lines().stream().allMatch(line -> line.kept() == line.returned());
  }
}
