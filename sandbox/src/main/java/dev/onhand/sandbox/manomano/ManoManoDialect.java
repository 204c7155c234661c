package dev.onhand.sandbox.manomano;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may call, and which part of the API a call is for. */
final class ManoManoDialect implements Dialect {
  private static final int EDGE_ERROR = 1015;

  private final String key;
  private final OffersApi offers;
  private final OrdersApi orders;

  ManoManoDialect(Site site, String key, boolean showsStockAsObject) {
    this.key = key;
    this.offers = new OffersApi(site, showsStockAsObject);
    this.orders = new OrdersApi(site);
  }

  @Override
  public Work understand(Request request) {
    Work work = route(request);
    return new Work(work.purpose(), work.lines(), () -> checked(request, work.answer()));
  }

  private Work route(Request request) {
    List<String> path = request.segments();
    return switch (request.method() + " /" + String.join("/", path)) {
      case "GET /api/v1/offer-information/offers" ->
          Work.reading(Purpose.LISTING_READ, () -> offers.page(request));
      case "PATCH /api/v2/offer-information/offers" -> push(request);
      case "GET /orders/v1/orders" -> Work.reading(Purpose.ORDER_POLL, () -> orders.page(request));
      default -> one(request, path);
    };
  }

  private Work push(Request request) {
    Optional<JsonNode> body = Json.read(request.body());
    return new Work(Purpose.PUSH, body.map(OffersApi::count).orElse(0), () -> offers.update(body));
  }

  private Work one(Request request, List<String> path) {
    boolean isOrder =
        request.method().equals("GET")
            && path.size() == 4
            && path.subList(0, 3).equals(List.of("orders", "v1", "orders"));
    return isOrder
        ? Work.reading(Purpose.ORDER_READ, () -> orders.one(path.get(3)))
        : Work.reading(Purpose.OTHER, () -> error(404, "ERR_404", "No such resource."));
  }

  private Response checked(Request request, Supplier<Response> answer) {
    if (!request.header("x-api-key").orElse("").equals(key)) {
      return unauthorized(request);
    }
    boolean isOwn =
        !request.method().equals("GET")
            || request.parameter("seller_contract_id").orElse("").equals("" + ManoMano.CONTRACT);
    return isOwn ? answer.get() : error(403, "ERR_403", "Not your contract.");
  }

  /** The edge network answers, with the seconds to wait in the body. */
  @Override
  public Response throttled(Optional<Duration> wait) {
    ObjectNode body = Json.object().put("error_code", EDGE_ERROR);
    wait.ifPresent(time -> body.put("retry_after", Math.max(1, time.toSeconds())));
    return Response.json(429, body.toString());
  }

  @Override
  public Response unauthorized(Request request) {
    return error(401, "ERR_401", "The key is not valid.");
  }

  static Response error(int status, String code, String message) {
    return Response.json(
        status, Json.object().put("code", code).put("message", message).toString());
  }
}
