package dev.onhand.sandbox.ownshop;

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

/** Who may call, and which of the calls it is. */
final class OwnShopDialect implements Dialect {
  private final String secret;
  private final ListingsApi listings;
  private final OrdersApi orders;
  private long told;

  OwnShopDialect(Site site, String secret) {
    this.secret = secret;
    this.listings = new ListingsApi(site);
    this.orders = new OrdersApi(site);
  }

  @Override
  public Work understand(Request request) {
    List<String> path = request.segments();
    String id = path.size() > 1 ? path.get(1) : "";
    String call = "%s %d %s".formatted(request.method(), path.size(), String.join("/", path));
    if (call.equals("GET 1 listings")) {
      return reading(Purpose.LISTING_READ, request, () -> listings.page(request));
    }
    if (call.startsWith("GET 2 listings/")) {
      return reading(Purpose.LISTING_READ, request, () -> listings.one(id));
    }
    if (call.startsWith("PUT 3 listings/") && path.getLast().equals("quantity")) {
      return new Work(Purpose.PUSH, 1, () -> checked(request, () -> listings.put(id, request)));
    }
    if (call.equals("PUT 1 quantities")) {
      int lines = ListingsApi.several(request).size();
      return new Work(Purpose.PUSH, lines, () -> checked(request, () -> listings.putAll(request)));
    }
    if (call.equals("GET 1 orders")) {
      return reading(Purpose.ORDER_POLL, request, () -> orders.page(request));
    }
    return call.startsWith("GET 2 orders/")
        ? reading(Purpose.ORDER_READ, request, () -> orders.one(id))
        : reading(Purpose.OTHER, request, () -> error(404, "There is no such call."));
  }

  private Work reading(Purpose purpose, Request request, Supplier<Response> answer) {
    return Work.reading(purpose, () -> checked(request, answer));
  }

  private Response checked(Request request, Supplier<Response> answer) {
    return request.header("Authorization").orElse("").equals("Bearer " + secret)
        ? answer.get()
        : unauthorized(request);
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    Response response = error(429, "Too many calls.");
    return wait.map(time -> response.with("Retry-After", "" + Math.max(1, time.toSeconds())))
        .orElse(response);
  }

  @Override
  public Response unauthorized(Request request) {
    return error(401, "The secret is not that of this shop.");
  }

  @Override
  public Response serverError() {
    return error(500, "The database does not answer.");
  }

  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    ObjectNode body = Json.object().put("id", "event-" + ++told);
    body.put("event", "order.changed").put("order_id", order.id());
    return Optional.of(
        new Webhooks.Message(
            List.of(new Header("Content-Type", "application/json")),
            body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  static Response error(int status, String said) {
    return Response.json(status, Json.object().put("error", said).toString());
  }
}
