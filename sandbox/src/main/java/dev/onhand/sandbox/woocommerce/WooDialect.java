package dev.onhand.sandbox.woocommerce;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Who may call, and which part of the API a call is for. */
final class WooDialect implements Dialect {
  private static final List<String> BASE = List.of("wp-json", "wc", "v3");

  private final Keys keys;
  private final ProductsApi products;
  private final OrdersApi orders;

  WooDialect(Keys keys, ProductsApi products, OrdersApi orders) {
    this.keys = keys;
    this.products = products;
    this.orders = orders;
  }

  @Override
  public Work understand(Request request) {
    Work work = route(request);
    return new Work(
        work.purpose(),
        work.lines(),
        () -> keys.isGood(request) ? work.answer().get() : unauthorized(request));
  }

  private Work route(Request request) {
    List<String> path = request.segments();
    if (path.size() <= BASE.size() || !path.subList(0, BASE.size()).equals(BASE)) {
      return unknown();
    }
    List<String> rest = path.subList(BASE.size(), path.size());
    return switch (request.method() + " " + rest.getFirst()) {
      case "GET products" -> product(request, rest);
      case "POST products" -> batch(request, rest);
      case "GET orders" -> order(request, rest);
      default -> unknown();
    };
  }

  private Work product(Request request, List<String> rest) {
    return switch (rest.size()) {
      case 1 -> Work.reading(Purpose.LISTING_READ, () -> products.list(request));
      case 2 -> Work.reading(Purpose.LISTING_READ, () -> products.one(request, rest.get(1)));
      case 3 ->
          rest.get(2).equals("variations")
              ? Work.reading(Purpose.LISTING_READ, () -> products.variations(request, rest.get(1)))
              : unknown();
      case 4 ->
          Work.reading(
              Purpose.LISTING_READ, () -> products.variation(request, rest.get(1), rest.get(3)));
      default -> unknown();
    };
  }

  private Work batch(Request request, List<String> rest) {
    int lines = Json.read(request.body()).map(body -> body.path("update").size()).orElse(0);
    if (rest.size() == 2 && rest.get(1).equals("batch")) {
      return new Work(Purpose.PUSH, lines, () -> products.batch(request, ""));
    }
    return rest.size() == 4 && rest.subList(2, 4).equals(List.of("variations", "batch"))
        ? new Work(Purpose.PUSH, lines, () -> products.batch(request, rest.get(1)))
        : unknown();
  }

  private Work order(Request request, List<String> rest) {
    return switch (rest.size()) {
      case 1 -> Work.reading(Purpose.ORDER_POLL, () -> orders.list(request));
      case 2 -> Work.reading(Purpose.ORDER_READ, () -> orders.one(request, rest.get(1)));
      case 3 -> Work.reading(Purpose.ORDER_READ, () -> orders.refunds(rest.get(1)));
      default -> unknown();
    };
  }

  private static Work unknown() {
    return Work.reading(
        Purpose.OTHER,
        () ->
            error(404, "rest_no_route", "No route was found matching the URL and request method."));
  }

  /** The payload is the order as the API shows it. */
  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    String event = happening == Happening.PLACED ? "created" : "updated";
    return Optional.of(
        new Webhooks.Message(
            List.of(
                new Response.Header("Content-Type", "application/json"),
                new Response.Header("X-WC-Webhook-Topic", "order." + event),
                new Response.Header("X-WC-Webhook-Resource", "order"),
                new Response.Header("X-WC-Webhook-Event", event)),
            orders.document(order).toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** The shop has no limits: its host answers. */
  @Override
  public Response throttled(Optional<Duration> wait) {
    return Response.html(429, "Too Many Requests");
  }

  @Override
  public Response unauthorized(Request request) {
    return error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
  }

  @Override
  public Response serverError() {
    return error(500, "internal_server_error", "There has been a critical error.");
  }

  static Response error(int status, String code, String message) {
    ObjectNode body = Json.object().put("code", code).put("message", message);
    body.putObject("data").put("status", status);
    return Response.json(status, body.toString());
  }
}
