package dev.onhand.sandbox.amazon;

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
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /orders/2026-01-01/orders}. */
final class OrdersApi {
  private static final int PAGE_SIZE_MAX = 100;

  private final Site site;
  private final Offers offers;

  OrdersApi(Site site, Offers offers) {
    this.site = site;
    this.offers = offers;
  }

  /** Where a page begins: after that order, among those changed until then. */
  private record Place(Instant until, Instant updatedAt, long number) {
    /** From the start where it is no token of ours. */
    static Place of(String token, Instant now) {
      try {
        String[] parts = token.split(" ", 3);
        return new Place(
            Instant.parse(parts[0]), Instant.parse(parts[1]), Long.parseLong(parts[2]));
      } catch (DateTimeParseException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
        return new Place(now, Instant.EPOCH, 0);
      }
    }

    boolean isBefore(Order order) {
      int byTime = order.updatedAt().compareTo(updatedAt);
      return !order.updatedAt().isAfter(until)
          && (byTime > 0 || byTime == 0 && order.number() > number);
    }

    String token(Order last) {
      return until + " " + last.updatedAt() + " " + last.number();
    }
  }

  Response search(Request request) {
    Optional<Instant> since = time(request, "lastUpdatedAfter");
    int size = ListingsApi.number(request, "maxResultsPerPage", PAGE_SIZE_MAX);
    if (since.isEmpty()
        || size < 1
        || size > PAGE_SIZE_MAX
        || request.parameter("createdAfter").isPresent()) {
      return AmazonDialect.error(400, "InvalidInput", "Exactly one of the times is required");
    }
    Place from = Place.of(request.parameter("paginationToken").orElse(""), site.shop().now());
    List<Order> all = matching(since.get(), from, request);
    if (request.parameter("paginationToken").isPresent()
        && site.shifts(site.shop().orders(), size)) {
      all = matching(since.get(), from, request);
    }
    List<Order> page = Site.page(all, 0, size);
    ObjectNode body = Json.object();
    ArrayNode orders = body.putArray("orders");
    page.forEach(it -> orders.add(document(it, ListingsApi.list(request, "includedData"))));
    ObjectNode pagination = body.putObject("pagination");
    if (page.size() < all.size()) {
      pagination.put("nextToken", from.token(page.getLast()));
    }
    body.put("lastUpdatedBefore", from.until().toString());
    return site.json(Purpose.ORDER_POLL, 200, body);
  }

  private List<Order> matching(Instant since, Place from, Request request) {
    List<String> by = ListingsApi.list(request, "fulfilledBy");
    return site.shop().ordersUpdatedSince(since).stream()
        .filter(from::isBefore)
        .filter(it -> by.isEmpty() || by.contains(fulfilledBy(it)))
        .toList();
  }

  static Optional<Instant> time(Request request, String name) {
    try {
      return request.parameter(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  Response one(Request request, String id) {
    return site.shop()
        .order(id)
        .map(it -> document(it, ListingsApi.list(request, "includedData")))
        .map(it -> site.json(Purpose.ORDER_READ, 200, Json.object().set("order", it)))
        .orElseGet(() -> AmazonDialect.error(404, "NotFound", "There is no order " + id));
  }

  private String fulfilledBy(Order order) {
    return isAmazons(order, offers) ? "AMAZON" : "MERCHANT";
  }

  static boolean isAmazons(Order order, Offers offers) {
    return order.lines().stream().allMatch(line -> offers.isAmazons(line.item().sku()));
  }

  private ObjectNode document(Order order, List<String> included) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object().put("orderId", order.id());
    document.put("createdTime", order.createdAt().toString());
    document.put("lastUpdatedTime", order.updatedAt().toString());
    document
        .putObject("salesChannel")
        .put("channelName", "AMAZON")
        .put("marketplaceId", Amazon.MARKETPLACE);
    if (included.contains("FULFILLMENT")) {
      document
          .putObject("fulfillment")
          .put("fulfillmentStatus", isStrange ? "AWAITING_DRONE" : status(order))
          .put("fulfilledBy", fulfilledBy(order));
    }
    ArrayNode items = document.putArray("orderItems");
    order.lines().forEach(line -> items.add(item(order, line, included)));
    return document;
  }

  /** While an order is pending, what is not fulfilled is shown as 0. */
  private static ObjectNode item(Order order, Line line, List<String> included) {
    int shipped = order.shipped(line.number());
    ObjectNode item = Json.object().put("orderItemId", "" + line.number());
    item.put("quantityOrdered", line.ordered());
    item.putObject("product")
        .put("asin", "B%09d".formatted(line.listingNumber()))
        .put("sellerSku", line.item().sku());
    if (included.contains("FULFILLMENT")) {
      boolean isOpen = order.payment() == Payment.PAID;
      item.putObject("fulfillment")
          .put("quantityFulfilled", shipped)
          .put("quantityUnfulfilled", isOpen ? line.kept() - shipped : 0);
    }
    if (included.contains("CANCELLATION") && line.cancelled() > 0) {
      item.putObject("cancellation")
          .putObject("cancellationExecution")
          .put("cancelledBy", "BUYER")
          .put("cancelReason", "Ordered by mistake");
    }
    return item;
  }

  private static String status(Order order) {
    if (order.payment() == Payment.FAILED || order.isCancelled()) {
      return "CANCELLED";
    }
    if (order.payment() == Payment.PENDING) {
      return "PENDING";
    }
    boolean isBegun = order.lines().stream().anyMatch(it -> order.shipped(it.number()) > 0);
    boolean isDone = order.lines().stream().allMatch(it -> order.shipped(it.number()) >= it.kept());
    return isDone ? "SHIPPED" : isBegun ? "PARTIALLY_SHIPPED" : "UNSHIPPED";
  }

  /** As the old version spells it. */
  static String statusV0(Order order) {
    return switch (status(order)) {
      case "CANCELLED" -> "Canceled";
      case "PENDING" -> "Pending";
      case "SHIPPED" -> "Shipped";
      case "PARTIALLY_SHIPPED" -> "PartiallyShipped";
      default -> "Unshipped";
    };
  }
}
