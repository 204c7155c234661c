package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.shop.Fulfilment;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders as Magento writes them. A shipment is one step here: what is packed is shipped. Units that
 * came back, and shipped units that were paid back, are refunded.
 */
final class OrderDocuments {
  private static final long NUMBER_BEFORE_FIRST = 500_000;

  private final Predicate<String> isConfigurable;

  OrderDocuments(Predicate<String> isConfigurable) {
    this.isConfigurable = isConfigurable;
  }

  ObjectNode of(Order order, boolean isStrange) {
    ObjectNode document = Json.object();
    document.put("entity_id", order.number());
    document.put("increment_id", incrementId(order));
    document.put("state", isStrange ? "awaiting_drone" : state(order));
    document.put("status", isStrange ? "awaiting_drone" : status(order));
    document.put("created_at", Times.of(order.createdAt()));
    document.put("updated_at", Times.of(order.updatedAt()));
    document.put("store_id", 1);
    ArrayNode items = document.putArray("items");
    for (Line line : order.lines()) {
      if (isConfigurable.test(line.item().sku())) {
        items.add(item(order, line, "configurable"));
        items.add(child(order, line));
      } else {
        items.add(item(order, line, "simple"));
      }
    }
    return document;
  }

  static String incrementId(Order order) {
    return "%09d".formatted(order.number() - NUMBER_BEFORE_FIRST);
  }

  static String state(Order order) {
    if (order.payment() == Payment.FAILED || order.isCancelled()) {
      return "canceled";
    }
    if (order.payment() == Payment.PENDING) {
      return "new";
    }
    boolean isClosed =
        order.lines().stream().allMatch(line -> refunded(order, line) >= line.kept());
    return isClosed ? "closed" : order.isDone() ? "complete" : "processing";
  }

  private static String status(Order order) {
    String state = state(order);
    return state.equals("new") ? "pending" : state;
  }

  private static ObjectNode item(Order order, Line line, String type) {
    boolean isPaid = order.payment() == Payment.PAID;
    int canceled = order.payment() == Payment.FAILED ? line.ordered() : line.cancelled();
    return Json.object()
        .put("item_id", line.number())
        .put("order_id", order.number())
        .put("product_id", line.listingNumber())
        .put("sku", line.item().sku())
        .put("product_type", type)
        .put("qty_ordered", line.ordered())
        .put("qty_invoiced", isPaid ? line.kept() : 0)
        .put("qty_shipped", order.fulfilled(line.number()))
        .put("qty_canceled", canceled)
        .put("qty_refunded", refunded(order, line))
        .put("is_virtual", 0);
  }

  /** The child shows the same SKU, and its parent has the counts. */
  private static ObjectNode child(Order order, Line line) {
    return Json.object()
        .put("item_id", line.number() + ProductsApi.PARENT)
        .put("order_id", order.number())
        .put("parent_item_id", line.number())
        .put("product_id", line.listingNumber())
        .put("sku", line.item().sku())
        .put("product_type", "simple")
        .put("qty_ordered", line.ordered())
        .put("qty_invoiced", 0)
        .put("qty_shipped", 0)
        .put("qty_canceled", 0)
        .put("qty_refunded", 0);
  }

  private static int refunded(Order order, Line line) {
    int paidBack = Math.min(line.refunded(), order.fulfilled(line.number()));
    return Math.max(line.returned(), paidBack);
  }

  List<ObjectNode> shipments(Order order) {
    List<ObjectNode> shipments = new ArrayList<>();
    for (Fulfilment parcel : order.fulfilments()) {
      if (parcel.stage() != Stage.CANCELLED) {
        ObjectNode shipment = Json.object();
        shipment.put("entity_id", parcel.number());
        shipment.put("order_id", order.number());
        shipment.put("created_at", Times.of(Objects.requireNonNull(parcel.at(Stage.PACKED))));
        ArrayNode items = shipment.putArray("items");
        parcel
            .units()
            .forEach(
                (line, units) -> items.addObject().put("order_item_id", line).put("qty", units));
        shipment.putObject("extension_attributes").put("source_code", Sources.DEFAULT);
        shipments.add(shipment);
      }
    }
    return shipments;
  }

  List<ObjectNode> creditMemos(Order order) {
    ObjectNode memo = Json.object();
    memo.put("entity_id", order.number());
    memo.put("order_id", order.number());
    ArrayNode items = memo.putArray("items");
    for (Line line : order.lines()) {
      if (refunded(order, line) > 0) {
        items.addObject().put("order_item_id", line.number()).put("qty", refunded(order, line));
      }
    }
    return items.isEmpty() ? List.of() : List.of(memo);
  }
}
