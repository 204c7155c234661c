package dev.onhand.sandbox.mirakl;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OR11. */
final class OrdersApi {
  /** So much earlier than asked for, that nothing is missed. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Site site;
  private final Mirakl.Account account;

  OrdersApi(Site site, Mirakl.Account account) {
    this.site = site;
    this.account = account;
  }

  Response page(Request request) {
    Optional<Pages> pages = Pages.of(request);
    if (pages.isEmpty()) {
      return MiraklDialect.error(400, "max must be 1 to 100, and offset 0 or more");
    }
    List<Order> all;
    try {
      all = site.orders(() -> matching(request), pages.get().offset());
    } catch (DateTimeParseException wrong) {
      return MiraklDialect.error(400, "no time: " + wrong.getParsedString());
    }
    ObjectNode body = Json.object();
    ArrayNode orders = body.putArray("orders");
    Site.page(all, pages.get().offset(), pages.get().max())
        .forEach(order -> orders.add(document(order)));
    body.put("total_count", all.size());
    return site.json(Purpose.ORDER_POLL, 200, body);
  }

  /** By the time of creation, whatever was asked for. */
  private List<Order> matching(Request request) {
    Optional<List<String>> ids = list(request, "order_ids");
    Optional<List<String>> states = list(request, "order_state_codes");
    Instant start =
        request.parameter("start_update_date").map(Instant::parse).orElse(Instant.EPOCH);
    Instant end = request.parameter("end_update_date").map(Instant::parse).orElse(Instant.MAX);
    Instant from = start.isAfter(Instant.EPOCH) ? start.minus(MARGIN) : Instant.EPOCH;
    return site.shop().ordersUpdatedSince(from).stream()
        .filter(order -> !order.updatedAt().isAfter(end))
        .filter(order -> ids.isEmpty() || ids.get().contains(order.id()))
        .filter(order -> states.isEmpty() || states.get().contains(state(order)))
        .sorted(Comparator.comparing(Order::createdAt).thenComparing(Order::number))
        .toList();
  }

  private static Optional<List<String>> list(Request request, String name) {
    return request.parameter(name).map(text -> List.of(text.split(",")));
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    boolean isOperators =
        order.lines().stream().allMatch(it -> account.operators().contains(it.item().sku()));
    ObjectNode document = Json.object();
    document.put("order_id", order.id());
    document.put("commercial_id", "C" + order.number());
    document.put("order_state", isStrange ? "AWAITING_SUNRISE" : state(order));
    document.put("created_date", order.createdAt().toString());
    document.put("last_updated_date", order.updatedAt().toString());
    if (order.paidAt() != null) {
      document.put("customer_debited_date", order.paidAt().toString());
    }
    document.put("can_cancel", false);
    document.put("currency_iso_code", "EUR");
    document
        .putObject("fulfillment")
        .putObject("center")
        .put("code", isOperators ? "OPERATOR" : "DEFAULT");
    ArrayNode lines = document.putArray("order_lines");
    order.lines().forEach(line -> lines.add(document(order, line)));
    return document;
  }

  private static ObjectNode document(Order order, Line line) {
    ObjectNode document = Json.object();
    document.put("order_line_id", "%s-%d".formatted(order.id(), line.number()));
    document.put("offer_id", line.listingNumber());
    document.put("offer_sku", line.item().sku());
    document.put("product_sku", "P-" + line.listingNumber());
    document.put("quantity", line.kept() == 0 ? line.ordered() : line.kept());
    document.put("order_line_state", state(order, line));
    document.put("price_unit", new BigDecimal(line.item().price()));
    order.fulfilments().stream()
        .filter(parcel -> parcel.unitsOf(line.number()) > 0)
        .map(parcel -> parcel.at(Stage.SHIPPED))
        .filter(at -> at != null)
        .findFirst()
        .ifPresent(at -> document.put("shipped_date", at.toString()));
    ArrayNode cancelations = document.putArray("cancelations");
    if (line.cancelled() > 0) {
      cancelations.addObject().put("id", "1").put("quantity", line.cancelled());
    }
    ArrayNode refunds = document.putArray("refunds");
    if (line.refunded() > 0) {
      refunds.addObject().put("id", "1").put("quantity", line.refunded());
    }
    return document;
  }

  private static String state(Order order) {
    if (order.isCancelled() || order.payment() == Payment.FAILED) {
      return over(order.lines().getFirst());
    }
    if (order.payment() == Payment.PENDING) {
      return "STAGING";
    }
    boolean isShipped = order.lines().stream().allMatch(line -> isShipped(order, line));
    if (isShipped) {
      boolean isThere = order.fulfilments().stream().allMatch(it -> it.stage() != Stage.SHIPPED);
      return isThere ? "RECEIVED" : "SHIPPED";
    }
    return order.lines().stream().allMatch(Line::accepted) ? "SHIPPING" : "WAITING_ACCEPTANCE";
  }

  private static String state(Order order, Line line) {
    if (line.kept() == 0 || order.payment() == Payment.FAILED) {
      return over(line);
    }
    if (order.payment() == Payment.PENDING) {
      return "STAGING";
    }
    if (!isShipped(order, line)) {
      return line.accepted() ? "SHIPPING" : "WAITING_ACCEPTANCE";
    }
    return line.refunded() >= line.kept()
        ? "REFUNDED"
        : state(order).equals("RECEIVED") ? "RECEIVED" : "SHIPPED";
  }

  private static boolean isShipped(Order order, Line line) {
    return order.shipped(line.number()) >= line.kept();
  }

  /** What is given up before it is accepted is refused. */
  private static String over(Line line) {
    return line.accepted() ? "CANCELED" : "REFUSED";
  }
}
