package dev.onhand.sandbox.mirakl;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.mirakl.Intervals.Operation;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who may call, how often, and which part of the API a call is for. */
final class MiraklDialect implements Dialect {
  private static final String FILES = "files";

  private final Site site;
  private final Mirakl.Account account;
  private final Intervals intervals = new Intervals();
  private final OffersApi offers;
  private final ExportsApi exports;
  private final StockApi stock;
  private final OrdersApi orders;
  private final ReturnsApi returns;

  MiraklDialect(Site site, Mirakl.Account account) {
    this.site = site;
    this.account = account;
    this.offers = new OffersApi(site, account);
    this.exports = new ExportsApi(site, offers);
    this.stock = new StockApi(site, account);
    this.orders = new OrdersApi(site, account);
    this.returns = new ReturnsApi(site);
  }

  @Override
  public Work understand(Request request) {
    List<String> path = request.segments();
    if (path.size() == 3 && path.getFirst().equals(FILES)) {
      return Work.reading(Purpose.LISTING_READ, () -> exports.file(path.get(1), path.get(2)));
    }
    if (path.size() < 2 || !path.getFirst().equals("api")) {
      return unknown();
    }
    Work work = resource(path.get(1), path.subList(2, path.size()), request);
    return new Work(work.purpose(), work.lines(), () -> checked(request, work.answer()));
  }

  private Work resource(String resource, List<String> rest, Request request) {
    boolean gets = request.method().equals("GET");
    return switch (resource) {
      case "account" -> rest.isEmpty() && gets ? account() : unknown();
      case "offers" -> offers(rest, request);
      case "orders" -> rest.isEmpty() && gets ? orders(request) : unknown();
      case "returns" ->
          rest.isEmpty() && gets
              ? Work.reading(Purpose.ORDER_POLL, () -> returns.page(request))
              : unknown();
      default -> unknown();
    };
  }

  private Work account() {
    return Work.reading(
        Purpose.OTHER,
        () ->
            site.json(
                Purpose.OTHER,
                200,
                Json.object().put("shop_id", Mirakl.SHOP).put("shop_name", site.shop().name())));
  }

  private Work orders(Request request) {
    return request.parameter("order_ids").isPresent()
        ? Work.reading(Purpose.ORDER_READ, () -> orders.page(request))
        : Work.reading(Purpose.ORDER_POLL, () -> orders.page(request));
  }

  private Work offers(List<String> rest, Request request) {
    boolean gets = request.method().equals("GET");
    String first = rest.isEmpty() ? "" : rest.getFirst();
    return switch (first) {
      case "" -> gets ? Work.reading(Purpose.LISTING_READ, () -> offers.page(request)) : unknown();
      case "stock" -> account.takesStock() ? stock(rest, request) : unknown();
      case "export" -> exports(rest, request);
      default -> gets ? one(first, rest) : unknown();
    };
  }

  private Work one(String id, List<String> rest) {
    boolean isQuantity = rest.size() == 2 && rest.getLast().equals("quantity");
    return rest.size() == 1 || isQuantity
        ? Work.reading(Purpose.LISTING_READ, () -> offers.one(id, isQuantity))
        : unknown();
  }

  private Work stock(List<String> rest, Request request) {
    String what = String.join("/", rest.subList(1, Math.min(rest.size(), 2)));
    if (!what.equals("imports")) {
      return unknown();
    }
    if (rest.size() == 2 && request.method().equals("POST")) {
      return new Work(Purpose.PUSH, StockFile.of(request).size(), () -> stock.accept(request));
    }
    if (rest.size() != 4 || !request.method().equals("GET")) {
      return unknown();
    }
    return switch (rest.getLast()) {
      case "status" -> Work.reading(Purpose.PUSH_RESULT, () -> stock.status(rest.get(2)));
      case "error_report" -> Work.reading(Purpose.PUSH_RESULT, () -> stock.report(rest.get(2)));
      default -> unknown();
    };
  }

  private Work exports(List<String> rest, Request request) {
    String what = String.join("/", rest.subList(1, Math.min(rest.size(), 3)));
    return switch (request.method() + " " + what + " " + rest.size()) {
      case "POST async 2" -> Work.reading(Purpose.LISTING_READ, () -> exports.begin(request));
      case "GET async/status 4" ->
          Work.reading(Purpose.LISTING_READ, () -> exports.status(rest.getLast()));
      default -> unknown();
    };
  }

  /** The key stands alone, without a word before it. */
  private Response checked(Request request, Supplier<Response> answer) {
    if (!request.header("Authorization").orElse("").equals(account.key())) {
      return unauthorized(request);
    }
    return request.parameter("shop_id").orElse("" + Mirakl.SHOP).equals("" + Mirakl.SHOP)
        ? answer.get()
        : error(403, "The user has no right on this shop.");
  }

  @Override
  public Optional<Duration> refuses(Request request) {
    return operation(request).flatMap(it -> intervals.take(it, site.shop().now()));
  }

  private static Optional<Operation> operation(Request request) {
    List<String> path = request.segments();
    boolean posts = request.method().equals("POST");
    return switch (String.join("/", path.subList(0, Math.min(path.size(), 4)))) {
      case "api/offers/stock/imports" ->
          Optional.of(
              posts
                  ? Operation.STOCK_IMPORT
                  : path.getLast().equals("status")
                      ? Operation.STOCK_STATUS
                      : Operation.STOCK_REPORT);
      case "api/offers/export/async" ->
          Optional.of(
              posts
                  ? ExportsApi.isFull(request) ? Operation.EXPORT_ALL : Operation.EXPORT_CHANGED
                  : Operation.EXPORT_STATUS);
      case "api/returns" -> Optional.of(Operation.RETURNS);
      case "api/orders" ->
          request.parameter("order_ids").isPresent()
              ? Optional.empty()
              : Optional.of(Operation.ORDERS);
      default -> Optional.empty();
    };
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    Response response = error(429, "Too many requests.");
    return wait.map(time -> response.with("Retry-After", "" + (time.toSeconds() + 1)))
        .orElse(response);
  }

  @Override
  public Response unauthorized(Request request) {
    return error(401, "Unauthorized");
  }

  @Override
  public Response serverError() {
    return error(500, "Internal server error");
  }

  static Response error(int status, String message) {
    return Response.json(
        status, Json.object().put("message", message).put("status", status).toString());
  }

  private static Work unknown() {
    return Work.reading(Purpose.OTHER, () -> error(404, "Not found"));
  }
}
