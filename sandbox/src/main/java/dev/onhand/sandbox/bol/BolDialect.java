package dev.onhand.sandbox.bol;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Limit;
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

/** Who may call, and which part of the API a call is for. */
final class BolDialect implements Dialect {
  private static final String V10 = "application/vnd.retailer.v10+json";
  private static final String V11 = "application/vnd.retailer.v11+json";

  private final Site site;
  private final Tokens tokens;
  private final Windows windows;
  private final OffersApi offers;
  private final OrdersApi orders;
  private final ReturnsApi returns;

  BolDialect(Site site, Bol.Traits traits, List<Limit> limits) {
    this.site = site;
    this.tokens = new Tokens(site, traits);
    this.windows = new Windows(limits);
    this.offers = new OffersApi(site, traits);
    this.orders = new OrdersApi(site, traits);
    this.returns = new ReturnsApi(site, traits);
  }

  @Override
  public Work understand(Request request) {
    List<String> path = request.segments();
    String id = path.size() == 3 ? path.getLast() : "";
    boolean isOne = path.size() == 3 && path.getFirst().equals("retailer");
    return switch (request.method() + " /" + String.join("/", isOne ? path.subList(0, 2) : path)) {
      case "POST /token" -> Work.reading(Purpose.LOGIN, () -> tokens.give(request));
      case "GET /retailer/offers" ->
          work(
              Purpose.LISTING_READ,
              request,
              V11,
              () -> isOne ? offers.one(id) : offers.list(request));
      case "PATCH /retailer/offers" ->
          isOne
              ? work(Purpose.PUSH, request, V11, () -> offers.patch(request, id))
              : unknown(request);
      case "GET /retailer/orders" ->
          work(
              isOne ? Purpose.ORDER_READ : Purpose.ORDER_POLL,
              request,
              V10,
              () -> isOne ? orders.one(id) : orders.list(request));
      case "GET /retailer/returns" ->
          isOne
              ? unknown(request)
              : work(Purpose.ORDER_POLL, request, V10, () -> returns.list(request));
      default -> unknown(request);
    };
  }

  private Work work(Purpose purpose, Request request, String type, Supplier<Response> answer) {
    return new Work(
        purpose,
        purpose == Purpose.PUSH ? 1 : 0,
        () -> windows.counted(purpose, checked(request, type, answer), site.shop().now()));
  }

  private Work unknown(Request request) {
    return Work.reading(
        Purpose.OTHER,
        () ->
            tokens.isGood(request)
                ? Problem.of(404, "There is no such resource.")
                : unauthorized(request));
  }

  /** The type is asked for also of calls without a body. */
  private Response checked(Request request, String type, Supplier<Response> answer) {
    if (!tokens.isGood(request)) {
      return unauthorized(request);
    }
    if (!request.header("Accept").orElse("").equals(type)) {
      return Problem.of(406, "The type that is accepted is not " + type);
    }
    return request.header("Content-Type").orElse("").equals(type)
        ? answer.get()
        : Problem.of(415, "The type of the content is not " + type);
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    Response response = Problem.of(429, "Too many requests.");
    return wait.map(
            time ->
                response
                    .with("X-RateLimit-Remaining", "0")
                    .with("X-RateLimit-Reset", Windows.seconds(time)))
        .orElse(response);
  }

  @Override
  public Response unauthorized(Request request) {
    tokens.end(request);
    return Problem.of(401, "The token is not valid.");
  }

  @Override
  public Response serverError() {
    return Problem.of(500, "Internal server error.");
  }

  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    if (happening != Happening.PAID) {
      return Optional.empty();
    }
    ObjectNode body = Json.object().put("retailerId", "1234567");
    body.put("timestamp", site.shop().now().toString());
    body.putObject("event")
        .put("resource", "ORDER")
        .put("type", "ORDER_CREATED")
        .put("resourceId", order.id());
    return Optional.of(
        new Webhooks.Message(
            List.of(new Header("Content-Type", "application/json")),
            body.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
