package dev.onhand.sandbox.refurbed;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Who may call, and which method a call is for. */
final class RefurbedDialect implements Dialect {
  private static final String PACKAGE = "refb.merchant.v1.";

  private final Site site;
  private final String token;
  private final Set<String> denied;
  private final OffersApi offers;
  private final OrdersApi orders;
  private Instant windowEnd = Instant.MIN;
  private int madeInWindow;

  RefurbedDialect(Site site, String token, Set<String> denied) {
    this.site = site;
    this.token = token;
    this.denied = denied;
    this.offers = new OffersApi(site);
    this.orders = new OrdersApi(site);
  }

  @Override
  public Work understand(Request request) {
    List<String> path = request.segments();
    boolean isCall = request.method().equals("POST") && path.size() == 2;
    return isCall && path.getFirst().startsWith(PACKAGE)
        ? method(path.getFirst().substring(PACKAGE.length()) + "/" + path.getLast(), request)
        : unknown(request);
  }

  private Work method(String method, Request request) {
    return switch (method) {
      case "OfferService/ListOffers" ->
          reading(Purpose.LISTING_READ, request, "merchant.offer:list", offers::list);
      case "OfferService/GetOffer" ->
          reading(Purpose.LISTING_READ, request, "merchant.offer:view", offers::get);
      case "OfferService/UpdateOffer" ->
          new Work(Purpose.PUSH, 1, () -> answer(request, "merchant.offer:update", offers::update));
      case "OfferService/BatchUpdateOffers" ->
          new Work(
              Purpose.PUSH,
              Json.read(request.body()).map(OffersApi::count).orElse(0),
              () -> answer(request, "merchant.offer:update", offers::batchUpdate));
      case "OrderService/ListOrders" ->
          reading(Purpose.ORDER_POLL, request, "merchant.order:list", orders::list);
      case "OrderService/GetOrder" ->
          reading(Purpose.ORDER_READ, request, "merchant.order:view", orders::get);
      default -> unknown(request);
    };
  }

  private Work reading(
      Purpose purpose, Request request, String permission, Function<JsonNode, Response> method) {
    return Work.reading(purpose, () -> answer(request, permission, method));
  }

  private Response answer(Request request, String permission, Function<JsonNode, Response> method) {
    if (!request.header("Authorization").orElse("").equals("Plain " + token)) {
      return unauthorized(request);
    }
    if (denied.contains(permission)) {
      return Code.PERMISSION_DENIED.response("permission denied: " + permission);
    }
    Optional<JsonNode> body = Json.read(request.body()).filter(JsonNode::isObject);
    if (body.isEmpty()) {
      return Code.INVALID_ARGUMENT.response("the body is not a JSON object");
    }
    try {
      return counted(method.apply(body.get()));
    } catch (WrongCallException wrong) {
      return counted(wrong.code().response(wrong.said()));
    }
  }

  /** The first of these says by its name how many may be made, and by its text how many were. */
  private Response counted(Response response) {
    Instant now = site.shop().now();
    if (!now.isBefore(windowEnd)) {
      windowEnd = now.plus(Refurbed.WINDOW);
      madeInWindow = 0;
    }
    madeInWindow++;
    return response
        .with("X-RateLimit-Limit", "" + madeInWindow)
        .with("X-RateLimit-Remaining", "" + Math.max(0, Refurbed.CALLS_MAX - madeInWindow))
        .with("X-RateLimit-Reset", reset(windowEnd));
  }

  /** Whole seconds: a window is not over before. */
  private static String reset(Instant end) {
    return "" + (end.getEpochSecond() + (end.getNano() > 0 ? 1 : 0));
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    Response response = Code.RESOURCE_EXHAUSTED.response("rate limit exceeded");
    return wait.map(time -> reset(site.shop().now().plus(time)))
        .map(time -> response.with("X-RateLimit-Remaining", "0").with("X-RateLimit-Reset", time))
        .orElse(response);
  }

  @Override
  public Response unauthorized(Request request) {
    return Code.UNAUTHENTICATED.response("invalid authorization token");
  }

  /** Not from refurbed, which tells nobody: a program of the seller's that reads its letters. */
  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    byte[] body = Json.object().put("id", order.id()).toString().getBytes(StandardCharsets.UTF_8);
    return happening == Happening.PAID || happening == Happening.CANCELLED
        ? Optional.of(new Webhooks.Message(List.of(), body))
        : Optional.empty();
  }

  @Override
  public Response serverError() {
    return Code.INTERNAL.response("internal error");
  }

  private static Work unknown(Request request) {
    return Work.reading(
        Purpose.OTHER, () -> Code.NOT_FOUND.response("no method " + request.path()));
  }
}
