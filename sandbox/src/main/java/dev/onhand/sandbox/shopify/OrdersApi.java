package dev.onhand.sandbox.shopify;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.graphql.Selection;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.graphql.Selection.Inline;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders, sorted by their time of change. */
final class OrdersApi {
  private static final Pattern SINCE = Pattern.compile("updated_at:>='([^']+)'");

  private final Site site;

  OrdersApi(Site site) {
    this.site = site;
  }

  /** A cursor says after which order, by time of change, a page begins. */
  ObjectNode list(Field field) {
    Matcher since = SINCE.matcher(field.argument("query").asString(""));
    int first = Math.max(1, field.argument("first").asInt(1));
    String after = field.argument("after").asString("");
    if (!after.isEmpty()) {
      boolean _ = site.shifts(site.shop().orders(), first);
    }
    List<Order> all =
        site.shop().ordersUpdatedSince(since.find() ? time(since.group(1)) : Instant.EPOCH).stream()
            .filter(it -> after.isEmpty() || place(it).compareTo(after) > 0)
            .toList();
    List<Order> page = Site.page(all, 0, first);
    ObjectNode connection = Json.object().put("__typename", "OrderConnection");
    ArrayNode nodes = connection.putArray("nodes");
    page.forEach(it -> nodes.add(document(it, field)));
    ObjectNode info = connection.putObject("pageInfo").put("__typename", "PageInfo");
    info.put("hasNextPage", page.size() < all.size());
    info.put("endCursor", page.isEmpty() ? null : place(page.getLast()));
    return connection;
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  private static String place(Order order) {
    return "%020d.%09d %d"
        .formatted(order.updatedAt().getEpochSecond(), order.updatedAt().getNano(), order.number());
  }

  JsonNode one(String id, Field field) {
    return site.shop()
        .order(id)
        .map(it -> (JsonNode) document(it, field))
        .orElseGet(MissingNode::getInstance);
  }

  private ObjectNode document(Order order, Field field) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object().put("__typename", "Order");
    document.put("id", order.id());
    document.put("name", "#" + order.number());
    document.put("createdAt", order.createdAt().toString());
    document.put("updatedAt", order.updatedAt().toString());
    boolean isCancelled = order.payment() == Payment.FAILED || order.isCancelled();
    document.put("cancelledAt", isCancelled ? order.updatedAt().toString() : null);
    document.put("cancelReason", isCancelled ? "CUSTOMER" : null);
    document.put("test", false);
    document.put("displayFulfillmentStatus", isStrange ? "AWAITING_DRONE" : status(order));
    document.put("displayFinancialStatus", order.payment() == Payment.PAID ? "PAID" : "PENDING");
    document.set("lineItems", lines(order, field));
    document.set("refunds", refunds(order));
    return document;
  }

  private static ObjectNode lines(Order order, Field field) {
    Optional<Field> asked = child(field.selections(), "lineItems");
    int first = asked.map(it -> it.argument("first").asInt(1)).orElse(1);
    int offset =
        asked
            .map(it -> it.argument("after").asString(""))
            .filter(it -> it.matches("\\d{1,9}"))
            .map(Integer::parseInt)
            .orElse(0);
    ObjectNode connection = Json.object().put("__typename", "LineItemConnection");
    ArrayNode nodes = connection.putArray("nodes");
    Site.page(order.lines(), offset, first).forEach(line -> nodes.add(line(order, line)));
    connection
        .putObject("pageInfo")
        .put("__typename", "PageInfo")
        .put("hasNextPage", offset + first < order.lines().size())
        .put("endCursor", "" + (offset + first));
    return connection;
  }

  /** The field of that name, however deep. */
  private static Optional<Field> child(List<Selection> selections, String name) {
    for (Selection selection : selections) {
      List<Selection> inner =
          switch (selection) {
            case Field field -> {
              if (field.name().equals(name)) {
                yield List.of(field);
              }
              yield field.selections();
            }
            case Inline inline -> inline.selections();
            case Selection.Spread _ -> List.of();
          };
      if (inner.size() == 1
          && inner.getFirst() instanceof Field found
          && found.name().equals(name)) {
        return Optional.of(found);
      }
      Optional<Field> deeper = child(inner, name);
      if (deeper.isPresent()) {
        return deeper;
      }
    }
    return Optional.empty();
  }

  private static ObjectNode line(Order order, Line line) {
    int removed = line.cancelled() + line.refunded() + line.returned();
    ObjectNode document = Json.object().put("__typename", "LineItem");
    document.put("id", "gid://shopify/LineItem/" + line.number());
    document.put("sku", line.item().sku());
    document.put("quantity", line.ordered());
    document.put("currentQuantity", Math.max(0, line.ordered() - removed));
    document.put("unfulfilledQuantity", Math.max(0, line.kept() - order.shipped(line.number())));
    ObjectNode variant = document.putObject("variant").put("__typename", "ProductVariant");
    variant.put("id", "gid://shopify/ProductVariant/" + line.listingNumber());
    variant.putObject("inventoryItem").put("__typename", "InventoryItem").put("id", line.listing());
    return document;
  }

  private static ArrayNode refunds(Order order) {
    ArrayNode refunds = Json.array();
    List<ObjectNode> lines = new ArrayList<>();
    for (Line line : order.lines()) {
      add(lines, line, line.cancelled(), "CANCEL");
      add(lines, line, line.returned(), "RETURN");
      add(lines, line, line.refunded(), "NO_RESTOCK");
    }
    if (!lines.isEmpty()) {
      ObjectNode refund = refunds.addObject().put("__typename", "Refund");
      refund.put("id", "gid://shopify/Refund/" + order.number());
      refund.put("createdAt", order.updatedAt().toString());
      ObjectNode connection =
          refund.putObject("refundLineItems").put("__typename", "RefundLineItemConnection");
      connection.putArray("nodes").addAll(lines);
      connection
          .putObject("pageInfo")
          .put("__typename", "PageInfo")
          .put("hasNextPage", false)
          .set("endCursor", NullNode.getInstance());
    }
    return refunds;
  }

  private static void add(List<ObjectNode> lines, Line line, int units, String type) {
    if (units > 0) {
      ObjectNode document = Json.object().put("__typename", "RefundLineItem");
      document.put("id", "gid://shopify/RefundLineItem/" + line.number());
      document.put("quantity", units).put("restockType", type);
      document.put("restocked", !type.equals("NO_RESTOCK"));
      document
          .putObject("lineItem")
          .put("__typename", "LineItem")
          .put("id", "gid://shopify/LineItem/" + line.number());
      lines.add(document);
    }
  }

  private static String status(Order order) {
    int kept = order.lines().stream().mapToInt(Line::kept).sum();
    int shipped = order.lines().stream().mapToInt(it -> order.shipped(it.number())).sum();
    return shipped == 0 ? "UNFULFILLED" : shipped < kept ? "PARTIALLY_FULFILLED" : "FULFILLED";
  }
}
