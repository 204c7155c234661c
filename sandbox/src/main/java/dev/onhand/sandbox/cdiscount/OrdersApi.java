package dev.onhand.sandbox.cdiscount;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /orders}. */
final class OrdersApi {
  private static final int SIZE_MAX = 100;

  private final Site site;
  private final Cdiscount.Account account;

  OrdersApi(Site site, Cdiscount.Account account) {
    this.site = site;
    this.account = account;
  }

  Response page(Request request) {
    int number = Pages.number(request.parameter("pageIndex").orElse("1"));
    int size = Pages.number(request.parameter("pageSize").orElse("20"));
    if (number < 1 || size < 1 || size > SIZE_MAX) {
      return CdiscountDialect.bad("pageSize", "The page must be 1 or more, of 1 to 100 orders.");
    }
    long offset = (number - 1L) * size;
    List<Order> all;
    try {
      all = site.orders(() -> matching(request), offset);
    } catch (DateTimeParseException wrong) {
      return CdiscountDialect.bad("updatedAtMin", "No time: " + wrong.getParsedString());
    }
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("items");
    Site.page(all, offset, size).forEach(order -> items.add(document(order)));
    return site.json(Purpose.ORDER_POLL, 200, body);
  }

  Response one(String id) {
    return site.shop()
        .order(id)
        .map(order -> site.json(Purpose.ORDER_READ, 200, document(order)))
        .orElseGet(() -> CdiscountDialect.problem(404, "Not Found", "No such order."));
  }

  private List<Order> matching(Request request) {
    Optional<List<String>> statuses =
        request.parameter("status").map(text -> List.of(text.split(",")));
    Instant since = request.parameter("updatedAtMin").map(Instant::parse).orElse(Instant.EPOCH);
    return site.shop().ordersUpdatedSince(since).stream()
        .filter(order -> statuses.isEmpty() || statuses.get().contains(status(order)))
        .toList();
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    boolean isFulfilled =
        order.lines().stream().allMatch(line -> account.fulfilled().contains(line.item().sku()));
    ObjectNode document = Json.object();
    document.put("orderId", order.id());
    document.put("reference", order.id());
    document.put("status", isStrange ? "AwaitingSunrise" : status(order));
    document.put("purchasedAt", order.createdAt().toString());
    document.put("createdAt", order.createdAt().toString());
    document.put("updatedAt", order.updatedAt().toString());
    document.putObject("salesChannel").put("id", Cdiscount.SALES_CHANNEL);
    document.put("supplyMode", isFulfilled ? "Fulfillment" : "Seller");
    ArrayNode lines = document.putArray("lines");
    for (Line line : order.lines()) {
      lines.add(document(order, line));
    }
    return document;
  }

  /** Of an order that goes on, what is left of a line; of one that is over, all of it. */
  private static ObjectNode document(Order order, Line line) {
    ObjectNode document = Json.object();
    document.put("lineId", Long.toString(line.number()));
    document.put("quantity", order.isCancelled() ? line.ordered() : line.kept());
    document.putObject("offer").put("sellerProductId", line.item().sku());
    ArrayNode parcels = document.putArray("parcels");
    order.fulfilments().stream()
        .filter(parcel -> parcel.isShipped() && parcel.unitsOf(line.number()) > 0)
        .forEach(parcel -> parcels.addObject().put("parcelNumber", "P" + parcel.number()));
    return document;
  }

  private static String status(Order order) {
    return switch (order.payment()) {
      case PENDING -> order.isCancelled() ? "Cancelled" : "Processing";
      case FAILED -> "Rejected";
      case PAID -> paid(order);
    };
  }

  private static String paid(Order order) {
    if (order.isCancelled()) {
      return "Cancelled";
    }
    boolean isShipped =
        order.lines().stream().allMatch(line -> order.shipped(line.number()) >= line.kept());
    if (isShipped) {
      boolean isThere = order.fulfilments().stream().allMatch(it -> it.stage() != Stage.SHIPPED);
      return isThere ? "Delivered" : "Shipped";
    }
    return order.lines().stream().allMatch(Line::accepted) ? "InPreparation" : "WaitingAcceptance";
  }
}
