package dev.onhand.sandbox.ebay;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import dev.onhand.sandbox.wire.Response.Header;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Who may call, and which part of the APIs a call is for. */
final class EbayDialect implements Dialect {
  private final Site site;
  private final Tokens tokens;
  private final ItemsApi items;
  private final OrdersApi orders;
  private long told;

  EbayDialect(Site site, Ebay.Account account) {
    this.site = site;
    this.tokens = new Tokens(site, account);
    this.items = new ItemsApi(site, account);
    this.orders = new OrdersApi(site);
  }

  @Override
  public Work understand(Request request) {
    String call = request.method() + " " + String.join("/", request.segments());
    if (call.equals("POST identity/v1/oauth2/token")) {
      return Work.reading(Purpose.LOGIN, () -> tokens.give(request));
    }
    Work work = work(call, request);
    return work.purpose() == Purpose.OTHER
        ? work
        : new Work(work.purpose(), work.lines(), () -> checked(request, work.answer()));
  }

  private Work work(String call, Request request) {
    return switch (call) {
      case "GET sell/inventory/v1/inventory_item" ->
          Work.reading(Purpose.LISTING_READ, () -> items.page(request));
      case "POST sell/inventory/v1/bulk_get_inventory_item" ->
          Work.reading(Purpose.LISTING_READ, () -> items.some(request));
      case "GET sell/inventory/v1/offer" ->
          Work.reading(Purpose.LISTING_READ, () -> items.offers(request));
      case "POST sell/inventory/v1/bulk_update_price_quantity" ->
          new Work(Purpose.PUSH, ItemsApi.requests(request).size(), () -> items.update(request));
      case "GET sell/fulfillment/v1/order" ->
          Work.reading(Purpose.ORDER_POLL, () -> orders.page(request));
      default -> order(call, request);
    };
  }

  private Work order(String call, Request request) {
    return call.startsWith("GET sell/fulfillment/v1/order/") && request.segments().size() == 5
        ? Work.reading(Purpose.ORDER_READ, () -> orders.one(request.segments().getLast()))
        : Work.reading(Purpose.OTHER, () -> error(404, 2002, "Resource not found"));
  }

  private Response checked(Request request, Supplier<Response> answer) {
    return tokens.isGood(request) ? answer.get() : unauthorized(request);
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    return error(429, 2001, "Too many requests.");
  }

  @Override
  public Response unauthorized(Request request) {
    tokens.end(request);
    return error(401, 1001, "Invalid access token");
  }

  @Override
  public Response serverError() {
    return error(500, 25001, "A system error has occurred.");
  }

  /** What every line of an order would be told of is told once. */
  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    if (happening != Happening.PAID) {
      return Optional.empty();
    }
    String now = site.shop().now().toString();
    ObjectNode body = Json.object();
    body.putObject("metadata")
        .put("topic", "ORDER_CONFIRMATION")
        .put("schemaVersion", "1.0")
        .put("deprecated", false);
    body.putObject("notification")
        .put("notificationId", "notification-" + ++told)
        .put("eventDate", now)
        .put("publishDate", now)
        .put("publishAttemptCount", 1)
        .putObject("data")
        .put("orderId", order.id());
    return Optional.of(
        new Webhooks.Message(
            List.of(new Header("Content-Type", "application/json")),
            body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  static Response error(int status, int id, String message) {
    ObjectNode body = Json.object();
    body.putArray("errors").add(problem(id, message));
    return Response.json(status, body.toString());
  }

  static ObjectNode problem(int id, String message) {
    return Json.object()
        .put("errorId", id)
        .put("domain", "API_INVENTORY")
        .put("category", "REQUEST")
        .put("message", message);
  }
}
