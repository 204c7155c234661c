package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/orders}, {@code /admin/reservations} and {@code /admin/returns}. */
final class OrdersApi {
  private static final int LIMIT = 15;
  private static final String FIELDS =
      "id,display_id,status,version,created_at,updated_at,canceled_at,sales_channel_id";
  private static final Map<String, Function<Order, Instant>> SORTS =
      Map.of("updated_at", Order::updatedAt, "created_at", Order::createdAt);

  private final Site site;

  OrdersApi(Site site) {
    this.site = site;
  }

  /** Parameters that it does not know are ignored here. */
  Response page(Request request) {
    Lists page = Lists.of(request, LIMIT);
    String sort = request.parameter("order").orElse("");
    if (sort.contains(",")) {
      return Errors.unknown();
    }
    Fields fields = Fields.of(request, FIELDS);
    List<Order> all;
    try {
      all = site.orders(() -> sorted(matching(request), sort), page.offset());
    } catch (DateTimeParseException wrong) {
      return Errors.invalid("Invalid date: " + wrong.getParsedString());
    }
    return site.json(
        Purpose.ORDER_POLL, 200, page.envelope("orders", all, it -> fields.of(document(it))));
  }

  Response one(String id, Request request) {
    Optional<Order> order = site.shop().order(id);
    if (order.isEmpty()) {
      return Errors.notFound("Order with id: " + id + " was not found");
    }
    ObjectNode document = Json.object();
    String defaults =
        FIELDS + ",payment_status,fulfillment_status,*items,*items.detail,*fulfillments";
    document.set("order", Fields.of(request, defaults).of(document(order.get())));
    return site.json(Purpose.ORDER_READ, 200, document);
  }

  /** What is reserved for lines of orders. */
  Response reservations(Request request) {
    List<String> lines = Lists.values(request, "line_item_id");
    List<ObjectNode> found = new ArrayList<>();
    for (Order order : site.shop().orders()) {
      for (Line line : order.lines()) {
        boolean isWanted = lines.isEmpty() || lines.contains(Ids.line(line.number()));
        if (isWanted && order.open(line.number()) > 0) {
          found.add(reservation(line, order.open(line.number())));
        }
      }
    }
    Lists page = Lists.of(request, LIMIT);
    return site.json(Purpose.ORDER_READ, 200, page.envelope("reservations", found, it -> it));
  }

  Response returns(Request request) {
    List<String> ids = Lists.values(request, "order_id");
    List<ObjectNode> found = new ArrayList<>();
    for (Order order : site.shop().orders()) {
      boolean isWanted = ids.isEmpty() || ids.contains(order.id());
      if (isWanted && order.lines().stream().anyMatch(line -> line.returned() > 0)) {
        found.add(goodsBack(order));
      }
    }
    Lists page = Lists.of(request, LIMIT);
    return site.json(Purpose.ORDER_READ, 200, page.envelope("returns", found, it -> it));
  }

  private ObjectNode document(Order order) {
    return OrderDocuments.of(order, site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL));
  }

  private List<Order> matching(Request request) {
    List<String> ids = Lists.values(request, "id");
    List<String> statuses = Lists.values(request, "status");
    Predicate<Order> inTime =
        within(request, "updated_at", Order::updatedAt)
            .and(within(request, "created_at", Order::createdAt));
    Instant from = request.parameter("updated_at[$gte]").map(OrdersApi::time).orElse(Instant.EPOCH);
    return site.shop().ordersUpdatedSince(from).stream()
        .filter(inTime)
        .filter(order -> ids.isEmpty() || ids.contains(order.id()))
        .filter(order -> statuses.isEmpty() || statuses.contains(OrderDocuments.status(order)))
        .toList();
  }

  private static Predicate<Order> within(
      Request request, String name, Function<Order, Instant> time) {
    Predicate<Order> wanted = _ -> true;
    for (String operator : List.of("$gt", "$gte", "$lt", "$lte")) {
      Optional<Instant> limit = request.parameter(name + "[" + operator + "]").map(OrdersApi::time);
      if (limit.isPresent()) {
        wanted = wanted.and(order -> holds(time.apply(order), operator, limit.get()));
      }
    }
    return wanted;
  }

  private static boolean holds(Instant time, String operator, Instant limit) {
    int order = time.truncatedTo(ChronoUnit.MILLIS).compareTo(limit);
    return switch (operator) {
      case "$gt" -> order > 0;
      case "$gte" -> order >= 0;
      case "$lt" -> order < 0;
      default -> order <= 0;
    };
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static List<Order> sorted(List<Order> orders, String sort) {
    boolean isDown = sort.startsWith("-");
    Function<Order, Instant> key = SORTS.get(isDown ? sort.substring(1) : sort);
    Comparator<Order> byNumber = Comparator.comparing(Order::number);
    Comparator<Order> order =
        key == null ? byNumber : Comparator.comparing(key).thenComparing(byNumber);
    return orders.stream().sorted(isDown ? order.reversed() : order).toList();
  }

  private static ObjectNode reservation(Line line, int open) {
    ObjectNode document = Json.object();
    document.put("id", Ids.reservation(line.number()));
    document.put("line_item_id", Ids.line(line.number()));
    document.put("inventory_item_id", line.listing());
    document.put("location_id", Ids.MAIN);
    document.put("quantity", open);
    document.putObject("inventory_item").put("id", line.listing()).put("sku", line.item().sku());
    return document;
  }

  private static ObjectNode goodsBack(Order order) {
    ObjectNode document = Json.object();
    document.put("id", Ids.of("return_", order.number()));
    document.put("order_id", order.id());
    document.put("status", "received");
    ArrayNode items = document.putArray("items");
    for (Line line : order.lines()) {
      if (line.returned() > 0) {
        items
            .addObject()
            .put("item_id", Ids.line(line.number()))
            .put("quantity", line.returned())
            .put("received_quantity", line.returned());
      }
    }
    return document;
  }
}
