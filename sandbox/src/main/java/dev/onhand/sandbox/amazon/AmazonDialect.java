package dev.onhand.sandbox.amazon;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.amazon.Buckets.Operation;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Which operation a call is for, who may call, and what each costs. */
final class AmazonDialect implements Dialect {
  private static final String LISTINGS = "listings 2021-08-01 items";
  private static final String FEEDS = "feeds 2021-06-30";
  private static final String REPORTS = "reports 2021-06-30";
  private static final String ORDERS = "orders 2026-01-01 orders";
  private static final String ORDERS_V0 = "orders v0 orders";

  private final Site site;
  private final Login login;
  private final Buckets buckets;
  private final Documents documents;
  private final ListingsApi listings;
  private final FeedsApi feeds;
  private final ReportsApi reports;
  private final OrdersApi orders;
  private final OrdersV0Api ordersV0;

  AmazonDialect(Site site, Login login, Predicate<String> fulfilledByAmazon, double pace) {
    this.site = site;
    this.login = login;
    this.buckets = new Buckets(site.shop().now(), pace);
    this.documents = new Documents(site);
    Offers offers = new Offers(site, fulfilledByAmazon);
    this.listings = new ListingsApi(site, offers);
    this.feeds = new FeedsApi(site, offers, documents);
    this.reports = new ReportsApi(site, offers, documents);
    this.orders = new OrdersApi(site, offers);
    this.ordersV0 = new OrdersV0Api(site, offers);
  }

  /**
   * A call that is understood.
   *
   * @param operation null for what has no limit
   */
  private record Route(
      Purpose purpose, int lines, @Nullable Operation operation, Supplier<Response> answer) {

    static Route of(Purpose purpose, Operation operation, Supplier<Response> answer) {
      return new Route(purpose, 0, operation, answer);
    }
  }

  @Override
  public Work understand(Request request) {
    List<String> path = request.segments();
    if (path.equals(List.of("auth", "o2", "token"))) {
      return Work.reading(Purpose.LOGIN, () -> login.token(request));
    }
    if (path.size() == 2 && path.getFirst().equals("documents")) {
      return documents.work(path.getLast(), request);
    }
    Route route = route(request);
    return new Work(route.purpose(), route.lines(), () -> checked(request, route));
  }

  @Override
  public Optional<Duration> refuses(Request request) {
    Operation operation = route(request).operation();
    return operation == null ? Optional.empty() : buckets.take(operation, site.shop().now());
  }

  private Route route(Request request) {
    List<String> path = request.segments();
    for (String known : List.of(LISTINGS, FEEDS, REPORTS, ORDERS, ORDERS_V0)) {
      List<String> start = List.of(known.split(" "));
      if (path.size() >= start.size() && path.subList(0, start.size()).equals(start)) {
        List<String> rest = path.subList(start.size(), path.size());
        String what = request.method() + " " + rest.size();
        return switch (known) {
          case LISTINGS -> listing(request, what, rest);
          case FEEDS -> feed(request, request.method() + " " + String.join("/", rest), rest);
          case REPORTS -> report(request, request.method() + " " + String.join("/", rest), rest);
          case ORDERS -> order(request, what, rest);
          default -> orderV0(request, what, rest);
        };
      }
    }
    return unknown();
  }

  private Route listing(Request request, String what, List<String> rest) {
    return switch (what) {
      case "GET 1" ->
          Route.of(
              Purpose.LISTING_READ,
              Operation.SEARCH_LISTINGS,
              () -> listings.search(request, rest));
      case "GET 2" ->
          Route.of(Purpose.LISTING_READ, Operation.GET_LISTING, () -> listings.one(request, rest));
      case "PATCH 2" ->
          new Route(Purpose.PUSH, 1, Operation.PATCH_LISTING, () -> listings.patch(request, rest));
      default -> unknown();
    };
  }

  private Route feed(Request request, String what, List<String> rest) {
    if (what.equals("POST documents")) {
      return Route.of(
          Purpose.OTHER, Operation.CREATE_FEED_DOCUMENT, () -> feeds.createDocument(request));
    }
    if (what.equals("POST feeds")) {
      return new Route(
          Purpose.PUSH, feeds.lines(request), Operation.CREATE_FEED, () -> feeds.create(request));
    }
    if (what.startsWith("GET feeds/")) {
      return Route.of(Purpose.PUSH_RESULT, Operation.GET_FEED, () -> feeds.show(rest.getLast()));
    }
    return what.startsWith("GET documents/")
        ? Route.of(
            Purpose.PUSH_RESULT,
            Operation.GET_FEED_DOCUMENT,
            () -> documents.show(rest.getLast(), "feedDocumentId", Purpose.PUSH_RESULT))
        : unknown();
  }

  private Route report(Request request, String what, List<String> rest) {
    if (what.equals("POST reports")) {
      return Route.of(Purpose.LISTING_READ, Operation.CREATE_REPORT, () -> reports.create(request));
    }
    if (what.startsWith("GET reports/")) {
      return Route.of(
          Purpose.LISTING_READ, Operation.GET_REPORT, () -> reports.show(rest.getLast()));
    }
    return what.startsWith("GET documents/")
        ? Route.of(
            Purpose.LISTING_READ,
            Operation.GET_REPORT_DOCUMENT,
            () -> documents.show(rest.getLast(), "reportDocumentId", Purpose.LISTING_READ))
        : unknown();
  }

  private Route order(Request request, String what, List<String> rest) {
    return switch (what) {
      case "GET 0" ->
          Route.of(Purpose.ORDER_POLL, Operation.SEARCH_ORDERS, () -> orders.search(request));
      case "GET 1" ->
          Route.of(
              Purpose.ORDER_READ, Operation.GET_ORDER, () -> orders.one(request, rest.getFirst()));
      default -> unknown();
    };
  }

  private Route orderV0(Request request, String what, List<String> rest) {
    return switch (what) {
      case "GET 0" ->
          Route.of(Purpose.ORDER_POLL, Operation.GET_ORDERS_V0, () -> ordersV0.list(request));
      case "GET 1" ->
          Route.of(Purpose.ORDER_READ, Operation.GET_ORDER_V0, () -> ordersV0.one(rest.getFirst()));
      case "GET 2" ->
          rest.getLast().equals("orderItems")
              ? Route.of(
                  Purpose.ORDER_READ,
                  Operation.GET_ORDER_ITEMS_V0,
                  () -> ordersV0.items(rest.getFirst()))
              : unknown();
      default -> unknown();
    };
  }

  private static Route unknown() {
    return new Route(Purpose.OTHER, 0, null, () -> error(404, "NotFound", "No such operation."));
  }

  private Response checked(Request request, Route route) {
    if (request.header("user-agent").isEmpty()) {
      return error(400, "InvalidInput", "The user-agent is missing.");
    }
    if (!login.isGood(request)) {
      return denied();
    }
    boolean hasBody = request.body().length > 0;
    if (hasBody && !request.header("content-type").orElse("").startsWith("application/json")) {
      return error(415, "UnsupportedMediaType", "The content type must be application/json.");
    }
    Response response =
        route.answer().get().with("x-amzn-RequestId", "sandbox-" + site.calls().total());
    return route.operation() == null || response.status() != 200
        ? response
        : response.with("x-amzn-RateLimit-Limit", buckets.rate(route.operation()));
  }

  private static Response denied() {
    return error(403, "Unauthorized", "Access to requested resource is denied.");
  }

  /** Amazon writes it into a queue; whoever reads that may pass it on as it is. */
  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    ObjectNode message = Json.object().put("NotificationVersion", "1.0");
    message.put("NotificationType", "ORDER_CHANGE").put("PayloadVersion", "1.0");
    message.put("EventTime", order.updatedAt().toString());
    message
        .putObject("Payload")
        .putObject("OrderChangeNotification")
        .put("NotificationLevel", "OrderLevel")
        .put("SellerId", Amazon.SELLER)
        .put("AmazonOrderId", order.id())
        .put("OrderChangeType", "OrderStatusChange");
    message
        .putObject("NotificationMetadata")
        .put("PublishTime", order.updatedAt().toString())
        .put(
            "NotificationId",
            "%s-%s-%d".formatted(order.id(), happening, order.updatedAt().toEpochMilli()));
    return Optional.of(
        new Webhooks.Message(List.of(), message.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** It says no time to wait. */
  @Override
  public Response throttled(Optional<Duration> wait) {
    return error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
  }

  @Override
  public Response unauthorized(Request request) {
    if (request.segments().equals(List.of("auth", "o2", "token"))) {
      return login.refused();
    }
    login.end(request);
    return denied();
  }

  @Override
  public Response serverError() {
    return error(500, "InternalFailure", "We encountered an internal error. Please try again.");
  }

  static Response error(int status, String code, String message) {
    ObjectNode body = Json.object();
    body.putArray("errors")
        .addObject()
        .put("code", code)
        .put("message", message)
        .put("details", "");
    return Response.json(status, body.toString());
  }
}
