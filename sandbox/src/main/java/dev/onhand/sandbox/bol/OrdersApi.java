package dev.onhand.sandbox.bol;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /retailer/orders}: those that are paid. */
final class OrdersApi {
  private static final int PAGE_SIZE = 50;
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  private final Site site;
  private final Bol.Traits traits;

  OrdersApi(Site site, Bol.Traits traits) {
    this.site = site;
    this.traits = traits;
  }

  /** The order of the list is not documented: here the longest unchanged comes first. */
  Response list(Request request) {
    String page = request.parameter("page").orElse("1");
    Optional<Predicate<Order>> changed = changed(request);
    if (!page.matches("[1-9]\\d{0,5}") || changed.isEmpty()) {
      return Problem.violation("page", "page, interval or date is not valid");
    }
    String status = request.parameter("status").orElse("OPEN");
    String method = request.parameter("fulfilment-method").orElse("FBR");
    int offset = (Integer.parseInt(page) - 1) * PAGE_SIZE;
    List<Order> all =
        site.orders(
            () ->
                site.shop().ordersUpdatedSince(Instant.EPOCH).stream()
                    .filter(it -> it.payment() == Payment.PAID)
                    .filter(changed.get())
                    .filter(it -> hasStatus(it, status))
                    .filter(it -> method.equals("ALL") || lines(it, method).findAny().isPresent())
                    .toList(),
            offset);
    ObjectNode answer = Json.object();
    List<Order> rows = Site.page(all, offset, PAGE_SIZE);
    if (!rows.isEmpty()) {
      ArrayNode orders = answer.putArray("orders");
      rows.forEach(it -> orders.add(reduced(it, method)));
    }
    return site.json(Purpose.ORDER_POLL, 200, answer);
  }

  /** Empty: what was asked for is not valid. */
  private Optional<Predicate<Order>> changed(Request request) {
    Optional<String> minutes = request.parameter("change-interval-minute");
    if (minutes.isPresent()) {
      return minutes
          .filter(it -> it.matches("[1-9]|[1-5]\\d|60"))
          .map(it -> site.shop().now().minus(Duration.ofMinutes(Long.parseLong(it))))
          .map(since -> order -> !order.updatedAt().isBefore(since));
    }
    try {
      return Optional.of(
          request
              .parameter("latest-change-date")
              .map(LocalDate::parse)
              .<Predicate<Order>>map(day -> order -> isOf(day, order))
              .orElse(order -> true));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private boolean isOf(LocalDate day, Order order) {
    LocalDate changed = order.updatedAt().atZone(AMSTERDAM).toLocalDate();
    return traits.listsSince() ? !changed.isBefore(day) : changed.equals(day);
  }

  private static boolean hasStatus(Order order, String status) {
    return switch (status) {
      case "OPEN" -> !order.isDone();
      case "SHIPPED" -> order.isDone() && !order.isCancelled();
      default -> true;
    };
  }

  private Stream<Line> lines(Order order, String method) {
    return order.lines().stream().filter(it -> method.equals("ALL") || method(it).equals(method));
  }

  private String method(Line line) {
    return traits.sentByBol().contains(line.item().sku()) ? "FBB" : "FBR";
  }

  /** It says neither what was sold nor from which offer. */
  private ObjectNode reduced(Order order, String method) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object().put("orderId", order.id());
    document.put("orderPlacedDateTime", time(order.createdAt()));
    ArrayNode items = document.putArray("orderItems");
    lines(order, method)
        .forEach(
            line -> {
              ObjectNode item = items.addObject().put("orderItemId", "" + line.number());
              item.put("ean", ean(line));
              item.put("fulfilmentMethod", method(line));
              String status = order.open(line.number()) > 0 ? "OPEN" : "HANDLED";
              item.put("fulfilmentStatus", isStrange ? "AWAITING_SUNRISE" : status);
              counts(item, order, line);
            });
    return document;
  }

  private static void counts(ObjectNode item, Order order, Line line) {
    item.put("quantity", line.ordered());
    item.put("quantityShipped", order.shipped(line.number()));
    item.put("quantityCancelled", line.cancelled());
    item.put("cancellationRequest", false);
    item.put("latestChangedDateTime", time(order.updatedAt()));
  }

  static String ean(Line line) {
    return line.item().gtin().isEmpty() ? "0000007740404" : line.item().gtin();
  }

  static String time(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(AMSTERDAM));
  }

  Response one(String id) {
    return site.shop()
        .order(id)
        .filter(it -> it.payment() == Payment.PAID)
        .map(it -> site.json(Purpose.ORDER_READ, 200, document(it)))
        .orElseGet(() -> Problem.of(404, "The order could not be found."));
  }

  private ObjectNode document(Order order) {
    ObjectNode document = Json.object().put("orderId", order.id());
    document.put("pickupPoint", false);
    document.put("orderPlacedDateTime", time(order.createdAt()));
    document
        .putObject("shipmentDetails")
        .put("salutation", "UNKNOWN")
        .put("firstName", "Ada")
        .put("surname", "Buyer")
        .put("streetName", "Ring")
        .put("houseNumber", "1")
        .put("zipCode", "1011AB")
        .put("city", "Amsterdam")
        .put("countryCode", "NL");
    ArrayNode items = document.putArray("orderItems");
    for (Line line : order.lines()) {
      ObjectNode item = items.addObject().put("orderItemId", "" + line.number());
      item.putObject("fulfilment")
          .put("method", method(line))
          .put("distributionParty", "RETAILER")
          .put("timeFrameType", "REGULAR");
      item.putObject("offer").put("offerId", line.listing()).put("reference", line.item().sku());
      item.putObject("product").put("ean", ean(line)).put("title", line.item().title());
      counts(item, order, line);
      item.put("unitPrice", new BigDecimal(line.item().price()));
      item.put("totalPrice", new BigDecimal(line.item().price()));
      item.put("commission", BigDecimal.ONE);
      item.putArray("discounts");
    }
    return document;
  }
}
