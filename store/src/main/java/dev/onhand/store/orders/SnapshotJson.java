package dev.onhand.store.orders;

import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is handed in of an order as JSON, in the form in which that is done over HTTP. When it was
 * asked for is not in it: what a channel shows twice is twice the same text.
 */
final class SnapshotJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  private SnapshotJson() {}

  static String write(Orders.Delivery delivery) {
    OrderSnapshot snapshot = delivery.snapshot();
    ObjectNode node = JSON.createObjectNode();
    node.put("status", snapshot.status());
    put(node, "updated_at", snapshot.freshness().updatedAt());
    if (snapshot.freshness().version() != null) {
      node.put("version", snapshot.freshness().version());
    }
    put(node, "hold_until", snapshot.holdUntil());
    if (snapshot.shipTo() != null) {
      node.putObject("ship_to")
          .put("latitude", snapshot.shipTo().latitude())
          .put("longitude", snapshot.shipTo().longitude());
    }
    if (snapshot.priority() != 0) {
      node.put("priority", snapshot.priority());
    }
    if (!delivery.holds().isEmpty()) {
      ArrayNode holds = node.putArray("holds");
      delivery.holds().forEach(holds::add);
    }
    if (snapshot.lines() != null) {
      ArrayNode lines = node.putArray("lines");
      snapshot.lines().forEach(line -> write(line, lines.addObject()));
    }
    return JSON.writeValueAsString(node);
  }

  private static void write(OrderSnapshot.Line line, ObjectNode node) {
    node.put("line", line.id());
    put(node, "listing", line.item().listing());
    put(node, "sku", line.item().sku());
    put(node, "gtin", line.item().gtin());
    node.put("quantity", line.quantity());
    node.put("cancelled", line.cancelled());
    node.put("shipped", line.shipped());
    node.put("returned", line.returned());
    put(node, "location", line.location());
    if (line.returnedTo() != null) {
      ObjectNode to = node.putObject("returned_to");
      put(to, "location", line.returnedTo().location());
      to.put("state", line.returnedTo().state().code());
    }
  }

  private static void put(ObjectNode node, String field, @Nullable Object value) {
    if (value != null) {
      node.put(field, value.toString());
    }
  }

  static Orders.Delivery read(Order.Name name, String json, Instant askedAt) {
    JsonNode node = JSON.readTree(json);
    List<String> holds = node.path("holds").valueStream().map(JsonNode::asString).toList();
    return new Orders.Delivery(name, snapshot(node, askedAt), holds);
  }

  private static OrderSnapshot snapshot(JsonNode node, Instant askedAt) {
    JsonNode shipTo = node.get("ship_to");
    return new OrderSnapshot(
        node.get("status").asString(),
        new Freshness(
            get(node, "updated_at", Instant::parse),
            node.has("version") ? node.get("version").asLong() : null,
            askedAt),
        node.has("lines") ? lines(node.get("lines")) : null,
        get(node, "hold_until", Instant::parse),
        shipTo == null
            ? null
            : new OrderSnapshot.ShipTo(
                shipTo.get("latitude").asDouble(), shipTo.get("longitude").asDouble()),
        node.has("priority") ? node.get("priority").asInt() : 0);
  }

  private static List<OrderSnapshot.Line> lines(JsonNode nodes) {
    List<OrderSnapshot.Line> lines = new ArrayList<>();
    for (JsonNode node : nodes) {
      JsonNode to = node.get("returned_to");
      lines.add(
          new OrderSnapshot.Line(
              node.get("line").asString(),
              new Item(
                  get(node, "listing", Function.identity()),
                  get(node, "sku", Sku::new),
                  get(node, "gtin", Gtin::new)),
              node.get("quantity").asLong(),
              node.get("cancelled").asLong(),
              node.get("shipped").asLong(),
              node.get("returned").asLong(),
              get(node, "location", Function.identity()),
              to == null
                  ? null
                  : new OrderSnapshot.ReturnedTo(
                      get(to, "location", Function.identity()),
                      State.valueOf(to.get("state").asString().toUpperCase(Locale.ROOT)))));
    }
    return lines;
  }

  private static <T> @Nullable T get(JsonNode node, String field, Function<String, T> reading) {
    JsonNode value = node.get(field);
    return value == null ? null : reading.apply(value.asString());
  }
}
