package dev.onhand.sandbox.cdiscount;

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
import tools.jackson.databind.node.ObjectNode;

/** Who may call, and which part of the API a call is for. */
final class CdiscountDialect implements Dialect {
  private static final List<String> LOGIN =
      List.of("auth", "realms", "maas", "protocol", "openid-connect", "token");
  private static final String PROBLEM = "application/problem+json";

  private final Tokens tokens;
  private final OffersApi offers;
  private final PackagesApi packages;
  private final OrdersApi orders;

  CdiscountDialect(Site site, Cdiscount.Account account) {
    this.tokens = new Tokens(site, account);
    this.offers = new OffersApi(site);
    this.packages = new PackagesApi(site);
    this.orders = new OrdersApi(site, account);
  }

  @Override
  public Work understand(Request request) {
    List<String> path = request.segments();
    if (path.equals(LOGIN) && request.method().equals("POST")) {
      return Work.reading(Purpose.LOGIN, () -> tokens.give(request));
    }
    if (path.size() < 3 || !path.getFirst().equals("seller") || !path.get(1).equals("v2")) {
      return unknown();
    }
    Work work = resource(path.get(2), path.subList(3, path.size()), request);
    return new Work(work.purpose(), work.lines(), () -> checked(request, work.answer()));
  }

  private Work resource(String resource, List<String> rest, Request request) {
    boolean gets = request.method().equals("GET");
    return switch (resource) {
      case "offers" ->
          rest.isEmpty() && gets
              ? Work.reading(Purpose.LISTING_READ, () -> offers.page(request))
              : unknown();
      case "orders" -> gets ? orders(rest, request) : unknown();
      case "offer-packages" -> packages(rest, request);
      default -> unknown();
    };
  }

  private Work orders(List<String> rest, Request request) {
    return switch (rest.size()) {
      case 0 -> Work.reading(Purpose.ORDER_POLL, () -> orders.page(request));
      case 1 -> Work.reading(Purpose.ORDER_READ, () -> orders.one(rest.getFirst()));
      default -> unknown();
    };
  }

  /** Nothing is pushed before a package is closed: opening and filling it are not counted so. */
  private Work packages(List<String> rest, Request request) {
    String method = request.method();
    if (rest.isEmpty() && method.equals("POST")) {
      return Work.reading(Purpose.OTHER, () -> packages.open(request));
    }
    if (rest.isEmpty()) {
      return unknown();
    }
    String id = rest.getFirst();
    return switch (method + " " + String.join("/", rest.subList(1, rest.size()))) {
      case "POST offer-requests" -> Work.reading(Purpose.OTHER, () -> packages.add(id, request));
      case "PATCH " -> new Work(Purpose.PUSH, packages.size(id), () -> packages.close(id, request));
      case "GET " -> Work.reading(Purpose.PUSH_RESULT, () -> packages.show(id));
      case "GET offer-requests-results" ->
          Work.reading(Purpose.PUSH_RESULT, () -> packages.results(id, request));
      default -> unknown();
    };
  }

  private Response checked(Request request, Supplier<Response> answer) {
    if (!tokens.isGood(request)) {
      return unauthorized(request);
    }
    return request.header("SellerId").orElse("").equals(Cdiscount.SELLER)
        ? answer.get()
        : problem(403, "Forbidden", "The seller is not linked to this client.");
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    Response response = problem(429, "Too Many Requests", "Slow down.");
    return wait.map(time -> response.with("Retry-After", "" + Math.max(1, time.toSeconds())))
        .orElse(response);
  }

  @Override
  public Response unauthorized(Request request) {
    tokens.end(request);
    return problem(401, "Unauthorized", "The token is not valid.");
  }

  @Override
  public Response serverError() {
    return problem(500, "Internal Server Error", "Something broke.");
  }

  static Response problem(int status, String title, String detail) {
    return Response.of(status, PROBLEM, body(status, title, detail).toString());
  }

  /** A bad request, which says what is wrong with which field. */
  static Response bad(String field, String text) {
    ObjectNode body = body(400, "Bad Request", "One or more validation errors occurred.");
    body.putObject("errors").putArray(field).add(text);
    return Response.of(400, PROBLEM, body.toString());
  }

  private static ObjectNode body(int status, String title, String detail) {
    return Json.object()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("detail", detail);
  }

  private static Work unknown() {
    return Work.reading(Purpose.OTHER, () -> problem(404, "Not Found", "No such resource."));
  }
}
