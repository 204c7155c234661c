package dev.onhand.sandbox.backmarket;

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
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Who may call, and which part of the API a call is for. */
final class BackMarketDialect implements Dialect {
  /** {@code BM-<company>-<integration>;<contact>}. */
  private static final Pattern USER_AGENT = Pattern.compile("BM-[^;]+-[^;]+;.+");

  private final String token;
  private final ListingsApi listings;
  private final TasksApi tasks;
  private final OrdersApi orders;

  BackMarketDialect(Site site, String token) {
    this.token = token;
    this.listings = new ListingsApi(site);
    this.tasks = new TasksApi(site);
    this.orders = new OrdersApi(site);
  }

  @Override
  public Work understand(Request request) {
    Work work = route(request);
    return new Work(work.purpose(), work.lines(), () -> checked(request, work.answer()));
  }

  private Work route(Request request) {
    List<String> path = request.segments();
    boolean posts = request.method().equals("POST");
    if (path.size() < 2 || !path.getFirst().equals("ws") || !posts && !isGet(request)) {
      return unknown();
    }
    List<String> rest = path.subList(2, path.size());
    return switch (path.get(1)) {
      case "listings" -> rest.isEmpty() && posts ? tasks.create(request) : listings(request, rest);
      case "tasks" -> rest.size() == 1 && !posts ? tasks.show(rest.getFirst()) : unknown();
      case "orders" -> orders(request, rest);
      default -> unknown();
    };
  }

  private Work listings(Request request, List<String> rest) {
    boolean posts = request.method().equals("POST");
    if (rest.isEmpty()) {
      return Work.reading(Purpose.LISTING_READ, () -> listings.page(request));
    }
    String id = rest.getFirst();
    if (rest.size() > 1) {
      return unknown();
    }
    if (posts) {
      return new Work(Purpose.PUSH, 1, () -> listings.push(id, request));
    }
    return id.equals("detail")
        ? Work.reading(Purpose.LISTING_READ, () -> listings.detail(request))
        : Work.reading(Purpose.LISTING_READ, () -> listings.one(id));
  }

  private Work orders(Request request, List<String> rest) {
    if (rest.isEmpty() && isGet(request)) {
      return Work.reading(Purpose.ORDER_POLL, () -> orders.page(request));
    }
    if (rest.size() != 1) {
      return unknown();
    }
    String id = rest.getFirst();
    return isGet(request)
        ? Work.reading(Purpose.ORDER_READ, () -> orders.one(id))
        : Work.reading(Purpose.ORDER_CHANGE, () -> orders.change(id, request));
  }

  private Response checked(Request request, Supplier<Response> answer) {
    if (!USER_AGENT.matcher(request.header("User-Agent").orElse("")).matches()) {
      return firewall();
    }
    boolean known = request.header("Authorization").orElse("").equals("Basic " + token);
    return known ? answer.get() : unauthorized(request);
  }

  /** The edge network answers; it never says how long to wait. */
  @Override
  public Response throttled(Optional<Duration> wait) {
    return Response.html(429, "Too Many Requests");
  }

  @Override
  public Response unauthorized(Request request) {
    return error(401, "unauthorized", "Invalid credentials.");
  }

  @Override
  public Response firewall() {
    ObjectNode body = Json.object();
    body.putArray("errors")
        .addObject()
        .put("code", "bot-need-challenge")
        .put("message", "Forbidden")
        .put("challengePath", "/cdn-cgi/challenge");
    return Response.json(403, body.toString()).with("cf-ray", "8f0000000000-CDG");
  }

  static Response error(int status, String code, String message) {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("code", code)
        .put("message", message)
        .put("docLink", "")
        .put("target", "")
        .putObject("data");
    body.put("requestId", "sandbox");
    return Response.json(status, body.toString());
  }

  /** A bad request is answered with nothing but a text. */
  static Response bad(String message) {
    return Response.json(400, Json.text(message).toString());
  }

  private static boolean isGet(Request request) {
    return request.method().equals("GET");
  }

  private static Work unknown() {
    return Work.reading(Purpose.OTHER, () -> error(404, "not_found", "No such page."));
  }
}
