package dev.onhand.sandbox.ebay;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders, by the time of change. */
final class OrdersApi {
  private static final String PATH = "/sell/fulfillment/v1/order";
  private static final int USUAL = 50;
  private static final Duration BACK_MAX = Duration.ofDays(731);
  private static final Pattern FILTER =
      Pattern.compile("lastmodifieddate:\\[(\\S{19}\\.\\d{3}Z)\\.\\.(\\S{19}\\.\\d{3}Z)?]");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Site site;

  OrdersApi(Site site) {
    this.site = site;
  }

  /** Here an offset is the number of orders before the page. */
  Response page(Request request) {
    Optional<Pages> pages = Pages.of(request, USUAL);
    if (pages.isEmpty()) {
      return EbayDialect.error(400, 31100, "Invalid limit or offset.");
    }
    Instant since = Instant.EPOCH;
    Instant end = Instant.MAX;
    if (request.parameter("filter").isPresent()) {
      Matcher filter = FILTER.matcher(request.parameter("filter").get());
      try {
        if (!filter.matches()) {
          return EbayDialect.error(400, 30700, "Invalid filter.");
        }
        since = Instant.parse(filter.group(1));
        end = filter.group(2) == null ? Instant.MAX : Instant.parse(filter.group(2));
      } catch (DateTimeParseException _) {
        return EbayDialect.error(400, 30700, "Invalid date.");
      }
      Instant now = site.shop().now();
      if (since.isAfter(now) || end.isBefore(Instant.MAX) && end.isAfter(now)) {
        return EbayDialect.error(400, 30850, "The date is in the future.");
      }
      if (since.isBefore(now.minus(BACK_MAX))) {
        return EbayDialect.error(400, 30830, "The range is over two years.");
      }
    }
    return page(pages.get(), since, end);
  }

  private Response page(Pages page, Instant since, Instant end) {
    List<Order> all =
        site.orders(
            () ->
                site.shop().ordersUpdatedSince(since).stream()
                    .filter(order -> !order.updatedAt().isAfter(end))
                    .toList(),
            page.offset());
    ObjectNode body = Json.object().put("offset", page.offset());
    ArrayNode orders = body.putArray("orders");
    Site.page(all, page.offset(), page.limit()).forEach(order -> orders.add(document(order)));
    int next = page.offset() + page.limit();
    return site.json(
        Purpose.ORDER_POLL, 200, page.tell(body, PATH, all.size(), next, next < all.size()));
  }

  Response one(String id) {
    return site.shop()
        .order(id)
        .map(order -> site.json(Purpose.ORDER_READ, 200, document(order)))
        .orElseGet(() -> EbayDialect.error(404, 32100, "Invalid order ID: " + id));
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object();
    document.put("orderId", order.id());
    document.put("creationDate", MILLIS.format(order.createdAt()));
    document.put("lastModifiedDate", MILLIS.format(order.updatedAt()));
    document.put("orderFulfillmentStatus", isStrange ? "AWAITING_SUNRISE" : fulfillment(order));
    document.put("orderPaymentStatus", payment(order));
    ObjectNode cancel = document.putObject("cancelStatus");
    cancel.put("cancelState", order.isCancelled() ? "CANCELED" : "NONE_REQUESTED");
    cancel.putArray("cancelRequests");
    ArrayNode lines = document.putArray("lineItems");
    for (Line line : order.lines()) {
      if (line.kept() > 0 || order.isCancelled()) {
        lines.add(document(order, line));
      }
    }
    return document;
  }

  private static ObjectNode document(Order order, Line line) {
    ObjectNode document = Json.object();
    document.put("lineItemId", "1000" + line.number());
    document.put("legacyItemId", "1234" + line.listingNumber());
    document.put("sku", line.item().sku());
    document.put("title", line.item().title());
    document.put("quantity", line.kept() == 0 ? line.ordered() : line.kept());
    document.put("lineItemFulfillmentStatus", fulfillment(order, line));
    ArrayNode refunds = document.putArray("refunds");
    if (line.refunded() > 0) {
      refunds
          .addObject()
          .putObject("amount")
          .put("value", line.item().price())
          .put("currency", "USD");
    }
    return document;
  }

  private static String payment(Order order) {
    return switch (order.payment()) {
      case PENDING -> "PENDING";
      case FAILED -> "FAILED";
      case PAID -> {
        boolean isAll = order.lines().stream().allMatch(it -> it.refunded() >= it.kept());
        boolean isSome = order.lines().stream().anyMatch(it -> it.refunded() > 0);
        yield isAll ? "FULLY_REFUNDED" : isSome ? "PARTIALLY_REFUNDED" : "PAID";
      }
    };
  }

  private static String fulfillment(Order order) {
    List<String> lines =
        order.lines().stream()
            .filter(line -> line.kept() > 0)
            .map(line -> fulfillment(order, line))
            .distinct()
            .toList();
    return lines.isEmpty() ? "NOT_STARTED" : lines.size() == 1 ? lines.getFirst() : "IN_PROGRESS";
  }

  private static String fulfillment(Order order, Line line) {
    int shipped = order.shipped(line.number());
    if (line.kept() > 0 && shipped >= line.kept()) {
      return "FULFILLED";
    }
    return shipped > 0 ? "IN_PROGRESS" : "NOT_STARTED";
  }
}
