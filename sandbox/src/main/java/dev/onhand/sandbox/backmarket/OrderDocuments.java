package dev.onhand.sandbox.backmarket;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.shop.Fulfilment;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders as Back Market writes them. The same numbers mean other things on orders and on lines. */
final class OrderDocuments {
  static final String COUNTRY = "fr-fr";

  /** Known to no documentation. */
  private static final int UNKNOWN = 42;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  ObjectNode document(Order order, Optional<String> trackingNumber, boolean isStrange) {
    ObjectNode document = Json.object();
    document.put("order_id", order.number());
    document.put("state", isStrange ? UNKNOWN : state(order));
    document.put("date_creation", time(order.createdAt()));
    document.put("date_modification", time(order.updatedAt()));
    document.put("date_payment", time(order.paidAt()));
    document.put("date_shipping", time(shippedAt(order)));
    document.put("country_code", COUNTRY);
    document.put("currency", "EUR");
    document.put("price", order.total().toPlainString());
    document.put("shipping_price", "0.00");
    document.put("tracking_number", trackingNumber.orElse(null));
    document.putNull("shipper_display");
    ArrayNode lines = document.putArray("orderlines");
    for (Line line : order.lines()) {
      lines.add(document(order, line, isStrange));
    }
    return document;
  }

  private static ObjectNode document(Order order, Line line, boolean isStrange) {
    ObjectNode document = Json.object();
    document.put("id", line.number());
    document.put("state", isStrange ? UNKNOWN : lineState(order, line));
    document.put("listing", line.item().sku());
    document.put("listing_id", line.listingNumber());
    document.put("product", line.item().title());
    document.put("quantity", line.ordered());
    document.put("price", line.item().price());
    document.put("currency", "EUR");
    document.putNull("return_reason");
    document.putNull("imei");
    return document;
  }

  /** 10 payment pending, 1 to be accepted, 3 to be shipped, 8 not paid, 9 over in whatever way. */
  int state(Order order) {
    return switch (order.payment()) {
      case PENDING -> 10;
      case FAILED -> 8;
      case PAID ->
          order.lines().stream()
              .mapToInt(line -> lineState(order, line))
              .map(state -> state == 1 ? 1 : state == 2 ? 3 : 9)
              .min()
              .orElse(9);
    };
  }

  /**
   * 8 payment pending, 1 paid, 2 accepted, 3 shipped, 4 cancelled, 5 and 6 refunded before and
   * after shipping, 7 not paid.
   */
  private static int lineState(Order order, Line line) {
    if (order.payment() != Payment.PAID) {
      return order.payment() == Payment.FAILED ? 7 : line.kept() == 0 ? 4 : 8;
    }
    if (line.kept() == 0) {
      return line.accepted() ? 5 : 4;
    }
    if (order.shipped(line.number()) > 0) {
      return line.refunded() > 0 ? 6 : 3;
    }
    return line.accepted() ? 2 : 1;
  }

  private static @Nullable Instant shippedAt(Order order) {
    return order.fulfilments().stream()
        .map((Fulfilment parcel) -> parcel.at(Stage.SHIPPED))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
