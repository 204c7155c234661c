package dev.onhand.sandbox.woocommerce;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /orders}. Times have seconds. */
final class OrdersApi {
  private final Site site;
  private final Predicate<String> variations;
  private final Predicate<String> shared;
  private final boolean sortsByModified;

  OrdersApi(
      Site site, Predicate<String> variations, Predicate<String> shared, boolean sortsByModified) {
    this.site = site;
    this.variations = variations;
    this.shared = shared;
    this.sortsByModified = sortsByModified;
  }

  Response list(Request request) {
    String orderBy = request.parameter("orderby").orElse("date");
    if (orderBy.equals("modified") && !sortsByModified) {
      return WooDialect.error(400, "rest_invalid_param", "Invalid parameter(s): orderby");
    }
    Pages pages = Pages.of(request);
    List<Order> all = site.orders(() -> matching(request, orderBy), pages.offset());
    return pages.answer(site, Purpose.ORDER_POLL, all, this::document, request);
  }

  /** After means later than; without the flag it is of the shop's own hour, two ahead. */
  private List<Order> matching(Request request, String orderBy) {
    long ahead = request.parameter("dates_are_gmt").orElse("").equals("true") ? 0 : 2;
    Instant after =
        request
            .parameter("modified_after")
            .map(OrdersApi::time)
            .orElse(Instant.EPOCH)
            .minus(ahead, ChronoUnit.HOURS);
    Comparator<Order> order =
        orderBy.equals("modified")
            ? Comparator.comparing(Order::updatedAt).thenComparing(Order::number)
            : Comparator.comparing(Order::number);
    return site.shop().orders().stream()
        .filter(it -> it.updatedAt().truncatedTo(ChronoUnit.SECONDS).isAfter(after))
        .sorted(order)
        .toList();
  }

  private static Instant time(String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  Response one(Request request, String id) {
    return site.shop()
        .order(id)
        .map(it -> site.json(Purpose.ORDER_READ, 200, Fields.of(request, document(it))))
        .orElseGet(OrdersApi::notFound);
  }

  private static Response notFound() {
    return WooDialect.error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
  }

  Response refunds(String id) {
    Optional<Order> order = site.shop().order(id);
    if (order.isEmpty()) {
      return notFound();
    }
    ArrayNode refunds = Json.array();
    for (Line line : order.get().lines()) {
      int units = refunded(line);
      if (units > 0) {
        ObjectNode refund = refunds.addObject().put("id", 9_000_000 + line.number());
        ObjectNode item = refund.putArray("line_items").addObject();
        item.put("id", 8_000_000 + line.number()).put("quantity", -units);
        item.putArray("meta_data")
            .addObject()
            .put("id", 1)
            .put("key", "_refunded_item_id")
            .put("value", "" + line.number());
      }
    }
    return site.json(Purpose.ORDER_READ, 200, refunds);
  }

  /** An order of which a part is given up is paid back in part. */
  private static int refunded(Line line) {
    return (line.kept() == 0 ? 0 : line.cancelled()) + line.refunded() + line.returned();
  }

  ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object().put("id", order.number());
    document.put("number", order.id());
    document.put("status", isStrange ? "awaiting-drone" : status(order));
    document.put("date_created_gmt", time(order.createdAt()));
    document.put("date_modified_gmt", time(order.updatedAt()));
    ArrayNode lines = document.putArray("line_items");
    order.lines().forEach(line -> lines.add(line(line)));
    ArrayNode refunds = document.putArray("refunds");
    for (Line line : order.lines()) {
      if (refunded(line) > 0) {
        refunds.addObject().put("id", 9_000_000 + line.number()).put("total", "-10.00");
      }
    }
    return document;
  }

  private static String time(Instant instant) {
    return ProductsApi.TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  private ObjectNode line(Line line) {
    String sku = line.item().sku();
    boolean isVariation = variations.test(sku) || shared.test(sku);
    return Json.object()
        .put("id", line.number())
        .put("name", line.item().title())
        .put(
            "product_id",
            isVariation ? WooCommerce.PARENT + line.listingNumber() : line.listingNumber())
        .put("variation_id", isVariation ? line.listingNumber() : 0)
        .put("quantity", line.ordered())
        .put("sku", sku);
  }

  private static String status(Order order) {
    if (order.payment() == Payment.FAILED) {
      return "failed";
    }
    if (order.isCancelled()) {
      return "cancelled";
    }
    if (order.payment() == Payment.PENDING) {
      return "pending";
    }
    return order.isDone() ? "completed" : "processing";
  }
}
