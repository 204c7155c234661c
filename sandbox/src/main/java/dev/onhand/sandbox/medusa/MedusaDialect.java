package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Fulfilment;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which part of the API a call is for. */
final class MedusaDialect implements Dialect {
  private final Keys keys;
  private final InventoryApi inventory;
  private final LevelsApi levels;
  private final OrdersApi orders;

  MedusaDialect(Site site, String key) {
    this.keys = new Keys(site, key);
    Levels stock = new Levels(site);
    this.inventory = new InventoryApi(site, stock);
    this.levels = new LevelsApi(site, stock, inventory);
    this.orders = new OrdersApi(site);
  }

  @Override
  public Work understand(Request request) {
    List<String> path = request.segments();
    if (path.equals(List.of("auth", "user", "emailpass")) && isPost(request)) {
      return Work.reading(Purpose.LOGIN, () -> keys.logIn(request));
    }
    if (path.size() < 2 || !path.getFirst().equals("admin")) {
      return unknown(request);
    }
    Work work = admin(path.get(1), path.subList(2, path.size()), request);
    return new Work(
        work.purpose(),
        work.lines(),
        () -> keys.refuse(request).orElseGet(() -> work.answer().get()));
  }

  private Work admin(String resource, List<String> rest, Request request) {
    return switch (resource) {
      case "api-keys" -> keys(rest, request);
      case "inventory-items" -> isPost(request) ? push(rest, request) : items(rest, request);
      case "product-variants" ->
          Work.reading(Purpose.LISTING_READ, () -> inventory.variants(request));
      case "stock-locations" -> Work.reading(Purpose.OTHER, inventory::locations);
      case "orders" ->
          rest.isEmpty()
              ? Work.reading(Purpose.ORDER_POLL, () -> orders.page(request))
              : Work.reading(Purpose.ORDER_READ, () -> orders.one(rest.getFirst(), request));
      case "reservations" -> Work.reading(Purpose.ORDER_READ, () -> orders.reservations(request));
      case "returns" -> Work.reading(Purpose.ORDER_READ, () -> orders.returns(request));
      default -> unknown(request);
    };
  }

  private Work keys(List<String> rest, Request request) {
    if (isPost(request) && rest.isEmpty()) {
      return Work.reading(Purpose.LOGIN, () -> keys.create(request));
    }
    if (isPost(request) && rest.size() == 2 && rest.get(1).equals("revoke")) {
      return Work.reading(Purpose.LOGIN, () -> keys.revoke(rest.getFirst()));
    }
    return unknown(request);
  }

  private Work items(List<String> rest, Request request) {
    return switch (rest.size()) {
      case 0 -> Work.reading(Purpose.LISTING_READ, () -> inventory.page(request));
      case 1 -> Work.reading(Purpose.LISTING_READ, () -> inventory.one(rest.getFirst(), request));
      default ->
          rest.size() == 2 && rest.get(1).equals("location-levels")
              ? Work.reading(Purpose.LISTING_READ, () -> inventory.levels(rest.getFirst()))
              : unknown(request);
    };
  }

  private Work push(List<String> rest, Request request) {
    if (rest.equals(List.of("location-levels", "batch"))) {
      return levels.batch(request, Optional.empty());
    }
    if (rest.size() == 2 && rest.get(1).equals("location-levels")) {
      return new Work(Purpose.PUSH, 1, () -> levels.create(rest.getFirst(), request));
    }
    if (rest.size() == 3 && rest.get(1).equals("location-levels")) {
      return rest.get(2).equals("batch")
          ? levels.batch(request, Optional.of(rest.getFirst()))
          : new Work(Purpose.PUSH, 1, () -> levels.update(rest.getFirst(), rest.get(2), request));
    }
    return unknown(request);
  }

  /**
   * Medusa sends nothing by itself. These are the events that a subscriber in the shop's project
   * hears, and posts as {@code {"id":…}} with their name in a header.
   */
  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    String event =
        switch (happening) {
          case PLACED -> "order.placed";
          case CANCELLED, UNPAID -> order.isCancelled() ? "order.canceled" : "order.updated";
          case FULFILLED -> fulfilment(order.fulfilments().getLast());
          case RETURNED -> "order.return_received";
          case PAID, ACCEPTED, REFUNDED -> "";
        };
    byte[] body = Json.object().put("id", order.id()).toString().getBytes(StandardCharsets.UTF_8);
    return event.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Webhooks.Message(List.of(new Response.Header("x-medusa-event", event)), body));
  }

  /** Sending and delivering have no event in the list that subscribers were told of. */
  private static String fulfilment(Fulfilment parcel) {
    return switch (parcel.stage()) {
      case PACKED -> "order.fulfillment_created";
      case CANCELLED -> "order.fulfillment_canceled";
      case SHIPPED, DELIVERED -> "";
    };
  }

  /** It has no limits of its own: a proxy in front answers. */
  @Override
  public Response throttled(Optional<Duration> wait) {
    return Response.html(429, "Too Many Requests");
  }

  @Override
  public Response unauthorized(Request request) {
    keys.endSession(request);
    return Errors.unauthorized();
  }

  @Override
  public Response serverError() {
    return Errors.unknown();
  }

  private static boolean isPost(Request request) {
    return request.method().equals("POST");
  }

  private static Work unknown(Request request) {
    return Work.reading(
        Purpose.OTHER,
        () -> Response.html(404, "Cannot " + request.method() + " " + request.path()));
  }
}
