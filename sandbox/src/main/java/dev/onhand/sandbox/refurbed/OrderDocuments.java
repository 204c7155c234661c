package dev.onhand.sandbox.refurbed;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Piece;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders as refurbed writes them: an item for each piece, and a state made of theirs. */
final class OrderDocuments {
  /** Known to no documentation. */
  private static final String UNKNOWN = "AWAITING_SUNRISE";

  /** More pieces than a line has, so that each has an id of its own. */
  private static final long PIECES_MAX = 10_000;

  private OrderDocuments() {}

  static ObjectNode document(Order order, boolean isStrange) {
    ObjectNode document = Json.object();
    document.put("id", Long.toString(order.number()));
    document.put("released_at", releasedAt(order).toString());
    document.put("state", isStrange ? UNKNOWN : state(order));
    document.put("customer_email", "buyer@example.org");
    document
        .putObject("shipping_address")
        .put("first_name", "Ada")
        .put("family_name", "Buyer")
        .put("country_code", "AT")
        .put("post_code", "1010")
        .put("town", "Wien")
        .put("street_name", "Ring");
    document.put("currency_code", "EUR");
    document.put("total_charged", order.total().toPlainString());
    ArrayNode items = document.putArray("items");
    for (Piece piece : Piece.of(order)) {
      items.add(item(order, piece, isStrange));
    }
    return document;
  }

  private static ObjectNode item(Order order, Piece piece, boolean isStrange) {
    Line line = piece.line();
    ObjectNode item = Json.object();
    item.put("id", Long.toString(line.number() * PIECES_MAX + piece.number()));
    item.put("order_id", Long.toString(order.number()));
    item.put("name", line.item().title());
    item.put("state", isStrange ? UNKNOWN : state(piece));
    if (!line.item().sku().isEmpty()) {
      item.put("sku", line.item().sku());
    }
    item.put("currency_code", "EUR");
    item.put("total_charged", line.item().price());
    item.putObject("offer_data")
        .put("offer_id", Long.toString(line.listingNumber()))
        .put("offer_version", "1");
    return item;
  }

  static Instant releasedAt(Order order) {
    return Objects.requireNonNull(order.paidAt(), "an order is released when it is paid");
  }

  private static String state(Piece piece) {
    return switch (piece.fate()) {
      case OPEN -> piece.line().accepted() ? "ACCEPTED" : "NEW";
      case CANCELLED -> "CANCELLED";
      case SHIPPED -> "SHIPPED";
      case RETURNED -> "RETURNED";
    };
  }

  static String state(Order order) {
    Set<String> states =
        Piece.of(order).stream()
            .map(OrderDocuments::state)
            .collect(Collectors.toCollection(TreeSet::new));
    if (states.contains("NEW")) {
      return "NEW";
    }
    if (states.contains("ACCEPTED")) {
      return "ACCEPTED";
    }
    if (states.size() == 1) {
      return states.iterator().next();
    }
    return states.contains("CANCELLED") ? "PARTIALLY_FULFILLED" : "FULFILLED";
  }
}
