package dev.onhand.sandbox.kaufland;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.kaufland.Kaufland.Traits;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Piece;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import dev.onhand.sandbox.wire.Response.Header;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may call, and which part of the API a call is for. */
final class KauflandDialect implements Dialect {
  private final Site site;
  private final Traits traits;
  private final UnitsApi units;
  private final OrdersApi orders;
  private final ReturnsApi returns;
  private long told;

  KauflandDialect(Site site, Traits traits) {
    this.site = site;
    this.traits = traits;
    this.units = new UnitsApi(site, traits.storefronts());
    this.orders = new OrdersApi(site, traits.storefronts().getFirst());
    this.returns = new ReturnsApi(site, traits.storefronts().getFirst());
  }

  @Override
  public Work understand(Request request) {
    Work work = route(request);
    return new Work(work.purpose(), work.lines(), () -> checked(request, work.answer()));
  }

  private Work route(Request request) {
    List<String> path = request.segments();
    String last = path.isEmpty() ? "" : path.getLast();
    return switch (request.method() + " /" + String.join("/", path)) {
      case "GET /v2/info/storefront" -> Work.reading(Purpose.OTHER, this::storefronts);
      case "GET /v2/units" ->
          Work.reading(Purpose.LISTING_READ, () -> onStorefront(request, units::list));
      case "POST /v2/units/bulk" ->
          new Work(
              Purpose.PUSH,
              Json.read(request.body()).map(it -> it.size()).orElse(0),
              () -> onStorefront(request, units::bulk));
      case "GET /v2/order-units" -> Work.reading(Purpose.ORDER_POLL, () -> orders.units(request));
      case "GET /v2/returns" -> Work.reading(Purpose.ORDER_POLL, () -> returns.list(request));
      default -> path.size() == 3 ? one(request, path.get(1), last) : unknown();
    };
  }

  private Work one(Request request, String list, String id) {
    return switch (request.method() + " " + list) {
      case "GET units" ->
          Work.reading(Purpose.LISTING_READ, () -> onStorefront(request, it -> units.one(it, id)));
      case "PATCH units" ->
          new Work(Purpose.PUSH, 1, () -> onStorefront(request, it -> units.patch(it, id)));
      case "GET order-units" -> Work.reading(Purpose.ORDER_READ, () -> orders.unit(id));
      case "GET orders" -> Work.reading(Purpose.ORDER_READ, () -> orders.order(id));
      case "GET returns" -> Work.reading(Purpose.ORDER_READ, () -> returns.one(request, id));
      default -> unknown();
    };
  }

  private static Work unknown() {
    return Work.reading(
        Purpose.OTHER, () -> Problem.NOT_FOUND.response("There is no such resource."));
  }

  private Response storefronts() {
    ObjectNode answer = Json.object();
    ArrayNode data = answer.putArray("data");
    traits.storefronts().forEach(data::add);
    return Response.json(200, answer.toString());
  }

  private Response onStorefront(Request request, Function<Request, Response> answer) {
    Optional<String> storefront = request.parameter("storefront");
    if (storefront.isEmpty()) {
      return Problem.VALIDATION_ERROR.response("storefront", "is missing");
    }
    return traits.storefronts().contains(storefront.get())
        ? answer.apply(request)
        : Problem.STOREFRONT_NOT_CONFIGURED.response("The storefront is not configured.");
  }

  private Response checked(Request request, Supplier<Response> answer) {
    if (request.header("User-Agent").orElse("").isBlank()) {
      return Problem.INVALID_HEADER.response("The header User-Agent is missing.");
    }
    if (!traits.signatures().isKnown(request)) {
      return Problem.INVALID_CREDENTIALS.response("The client key is not known.");
    }
    return traits.signatures().isGood(request, site.base(), site.shop().now())
        ? answer.get()
        : unauthorized(request);
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    return Problem.TOO_MANY_REQUESTS.response("Too many requests.");
  }

  @Override
  public Response unauthorized(Request request) {
    return Problem.CORRUPTED_SIGNATURE.response("Request authentication headers are corrupt");
  }

  @Override
  public Response serverError() {
    return Problem.SERVER_ERROR.response("Internal Server Error");
  }

  /** It names the order, or one piece of it, and tells nothing else. */
  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    boolean isNew = happening == Happening.PLACED;
    String event = isNew ? "order_new" : "order_unit_status_changed";
    if (!traits.events().contains(event)) {
      return Optional.empty();
    }
    String resource =
        isNew
            ? "orders/" + order.id()
            : "order-units/" + OrdersApi.number(Piece.of(order).getFirst());
    ObjectNode body =
        Json.object()
            .put("event_name", event)
            .put("id_message", "message-" + ++told)
            .put("resource", "%s/v2/%s/".formatted(site.base(), resource))
            .put("storefront", traits.storefronts().getFirst());
    return Optional.of(
        new Webhooks.Message(
            List.of(new Header("Content-Type", "application/json")),
            body.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
