package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.shop.Fulfilment;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders as Medusa writes them, with all their relations. */
final class OrderDocuments {
  private static final long DISPLAY_ID_BEFORE_FIRST = 500_000;

  private OrderDocuments() {}

  static ObjectNode of(Order order, boolean isStrange) {
    ObjectNode document = Json.object();
    document.put("id", order.id());
    document.put("display_id", order.number() - DISPLAY_ID_BEFORE_FIRST);
    document.put("status", isStrange ? "awaiting_drone" : status(order));
    document.put("version", order.version());
    document.put("payment_status", paymentStatus(order));
    document.put("fulfillment_status", fulfilmentStatus(order));
    document.put("sales_channel_id", "sc_01M7SANDBOX");
    document.put("created_at", Times.of(order.createdAt()));
    document.put("updated_at", Times.of(order.updatedAt()));
    document.put("canceled_at", isCanceled(order) ? Times.orNull(order.cancelledAt()) : null);
    ArrayNode items = document.putArray("items");
    for (Line line : order.lines()) {
      if (line.kept() > 0 || isCanceled(order)) {
        items.add(item(order, line));
      }
    }
    ArrayNode parcels = document.putArray("fulfillments");
    order.fulfilments().forEach(parcel -> parcels.add(parcel(order, parcel)));
    return document;
  }

  /** An order of which all was cancelled; one that was edited down to what is fulfilled lives. */
  static String status(Order order) {
    return isCanceled(order) ? "canceled" : "pending";
  }

  private static boolean isCanceled(Order order) {
    return order.payment() == Payment.FAILED || order.isCancelled();
  }

  /** A cancelled order shows what was ordered; a line that was edited shows what is left. */
  private static ObjectNode item(Order order, Line line) {
    int quantity = isCanceled(order) ? line.ordered() : line.kept();
    ObjectNode item = Json.object();
    item.put("id", Ids.line(line.number()));
    item.put("variant_id", Ids.variant(line.listingNumber()));
    item.put("variant_sku", line.item().sku());
    item.put("title", line.item().title());
    item.put("quantity", quantity);
    item.put("unit_price", new BigDecimal(line.item().price()).stripTrailingZeros());
    ObjectNode detail = item.putObject("detail");
    detail.put("id", Ids.of("orditem_", line.number() * 1_000 + order.version()));
    detail.put("quantity", quantity);
    detail.put("fulfilled_quantity", order.fulfilled(line.number()));
    detail.put("shipped_quantity", order.shipped(line.number()));
    detail.put("delivered_quantity", delivered(order, line));
    detail.put("return_requested_quantity", 0);
    detail.put("return_received_quantity", line.returned());
    detail.put("return_dismissed_quantity", 0);
    detail.put("written_off_quantity", 0);
    return item;
  }

  private static int delivered(Order order, Line line) {
    return order.fulfilments().stream()
        .filter(parcel -> parcel.stage() == Stage.DELIVERED)
        .mapToInt(parcel -> parcel.unitsOf(line.number()))
        .sum();
  }

  private static ObjectNode parcel(Order order, Fulfilment parcel) {
    ObjectNode document = Json.object();
    document.put("id", Ids.fulfilment(parcel.number()));
    document.put("packed_at", Times.orNull(parcel.at(Stage.PACKED)));
    document.put("shipped_at", Times.orNull(parcel.at(Stage.SHIPPED)));
    document.put("delivered_at", Times.orNull(parcel.at(Stage.DELIVERED)));
    document.put("canceled_at", Times.orNull(parcel.at(Stage.CANCELLED)));
    ArrayNode items = document.putArray("items");
    parcel
        .units()
        .forEach(
            (number, units) -> {
              Line line = order.line(number);
              items
                  .addObject()
                  .put("line_item_id", Ids.line(number))
                  .put("inventory_item_id", line.listing())
                  .put("quantity", units)
                  .put("sku", line.item().sku());
            });
    return document;
  }

  private static String paymentStatus(Order order) {
    return switch (order.payment()) {
      case PENDING -> "not_paid";
      case PAID ->
          order.lines().stream().anyMatch(it -> it.refunded() > 0)
              ? "partially_refunded"
              : "captured";
      case FAILED -> "canceled";
    };
  }

  /** {@code canceled} says only that every parcel was undone: the order lives. */
  private static String fulfilmentStatus(Order order) {
    List<Fulfilment> parcels = order.fulfilments();
    if (parcels.isEmpty()) {
      return "not_fulfilled";
    }
    List<Fulfilment> active =
        parcels.stream().filter(parcel -> parcel.stage() != Stage.CANCELLED).toList();
    if (active.isEmpty()) {
      return "canceled";
    }
    boolean isWhole = order.isDone();
    if (active.stream().anyMatch(parcel -> parcel.stage() == Stage.DELIVERED)) {
      boolean all = active.stream().allMatch(parcel -> parcel.stage() == Stage.DELIVERED);
      boolean isBack = order.lines().stream().anyMatch(line -> line.returned() > 0);
      return isWhole && all && !isBack ? "delivered" : "partially_delivered";
    }
    if (active.stream().anyMatch(Fulfilment::isShipped)) {
      return isWhole && active.stream().allMatch(Fulfilment::isShipped)
          ? "shipped"
          : "partially_shipped";
    }
    return isWhole ? "fulfilled" : "partially_fulfilled";
  }
}
