package dev.onhand.sandbox.ownshop;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A shop that nobody built for Onhand: a key in a header of its own, numbers as texts, ids as
 * numbers, stock by {@code POST} in a list of which it takes all or none, pages by a token, German
 * words for statuses, and no call for a single article.
 */
final class OldShopDialect implements Dialect {
  private static final int SIZE = 50;
  private static final Map<String, String> WORDS =
      Map.of(
          "pending", "offen", "paid", "bezahlt", "shipped", "verschickt", "cancelled", "storniert");

  private final Site site;
  private final String key;
  private long told;

  OldShopDialect(Site site, String key) {
    this.site = site;
    this.key = key;
  }

  @Override
  public Work understand(Request request) {
    List<String> path = request.segments();
    String call = request.method() + " " + String.join("/", path);
    return switch (path.size() == 2 ? request.method() + " one of " + path.getFirst() : call) {
      case "GET articles" -> reading(Purpose.LISTING_READ, request, () -> articles(request));
      case "POST stock" ->
          new Work(
              Purpose.PUSH, items(request).size(), () -> checked(request, () -> stock(request)));
      case "GET sales" -> reading(Purpose.ORDER_POLL, request, () -> sales(request));
      case "GET one of sales" -> reading(Purpose.ORDER_READ, request, () -> sale(path.getLast()));
      default -> reading(Purpose.OTHER, request, () -> problem(404, "No such call."));
    };
  }

  private Work reading(Purpose purpose, Request request, Supplier<Response> answer) {
    return Work.reading(purpose, () -> checked(request, answer));
  }

  private Response checked(Request request, Supplier<Response> answer) {
    return request.header("X-Api-Key").orElse("").equals(key)
        ? answer.get()
        : unauthorized(request);
  }

  private Response articles(Request request) {
    String token = request.parameter("token").orElse("from 0");
    if (!token.matches("from \\d{1,9}")) {
      return problem(400, "The token is none of ours.");
    }
    Rows<Listing> rows = Rows.listings(site, Long.parseLong(token.substring(5)), SIZE);
    ObjectNode answer = Json.object();
    ObjectNode data = answer.putObject("data");
    ArrayNode articles = data.putArray("articles");
    for (Listing listing : rows.all()) {
      articles
          .addObject()
          .put("number", Long.parseLong(listing.id()))
          .put("article_no", listing.sku())
          .put("name", listing.item().title())
          .put("stock", "" + listing.quantity())
          .put("online", listing.state() == Listing.State.ONLINE ? "yes" : "no");
    }
    data.put("token", rows.hasMore() ? "from " + rows.all().getLast().id() : "");
    return site.json(Purpose.LISTING_READ, 200, answer);
  }

  private static JsonNode items(Request request) {
    return Json.read(request.body()).orElseGet(Json::object).path("items");
  }

  private Optional<Listing> article(JsonNode item) {
    return site.shop().find(item.path("number").asString(""));
  }

  private Response stock(Request request) {
    JsonNode items = items(request);
    if (items.isEmpty()) {
      return problem(400, "items is empty.");
    }
    for (JsonNode item : items) {
      JsonNode stock = item.path("stock");
      if (article(item).isEmpty()) {
        return problem(404, "No such article.");
      }
      if (!stock.isIntegralNumber() || !stock.canConvertToInt() || stock.intValue() < 0) {
        return problem(400, "stock is no number.");
      }
    }
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      return problem(422, "The article is locked.");
    }
    ObjectNode answer = Json.object();
    ArrayNode done = answer.putArray("items");
    for (JsonNode item : items) {
      Listing now = site.push(article(item).orElseThrow(), item.path("stock").intValue());
      done.addObject().set("number", item.path("number")).put("stock", "" + now.quantity());
    }
    return site.json(Purpose.PUSH, 200, answer);
  }

  private Response sales(Request request) {
    Optional<Instant> from = OrdersApi.time(request.parameter("from").orElse(""));
    String[] token = request.parameter("token").orElse("").split(" ");
    Optional<Instant> since = token.length == 2 ? OrdersApi.time(token[0]) : from;
    if (since.isEmpty() || token.length == 2 && !token[1].matches("\\d{1,9}")) {
      return problem(400, "from is no time, or the token none of ours.");
    }
    long after = token.length == 2 ? Long.parseLong(token[1]) : 0;
    Rows<Order> rows = Rows.orders(site, since.get(), after, SIZE);
    ObjectNode answer = Json.object();
    ObjectNode data = answer.putObject("data");
    ArrayNode sales = data.putArray("sales");
    rows.all().forEach(it -> sales.add(document(it)));
    if (rows.hasMore()) {
      Order last = rows.all().getLast();
      data.put("token", last.updatedAt() + " " + last.id());
    }
    return site.json(Purpose.ORDER_POLL, 200, answer);
  }

  private Response sale(String id) {
    Optional<Order> order = site.shop().order(id);
    if (order.isEmpty()) {
      return problem(404, "No such sale.");
    }
    ObjectNode answer = Json.object();
    answer.set("data", document(order.get()));
    return site.json(Purpose.ORDER_READ, 200, answer);
  }

  private ObjectNode document(Order order) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    ObjectNode document = Json.object().put("no", Long.parseLong(order.id()));
    document.put("state", isStrange ? "verschollen" : WORDS.get(OrdersApi.status(order)));
    document.put("placed", order.createdAt().toString());
    document.put("changed", order.updatedAt().toString());
    ArrayNode positions = document.putArray("positions");
    for (Line line : order.lines()) {
      ObjectNode position = positions.addObject().put("pos", line.number());
      position.put("article", Long.parseLong(line.listing()));
      position.putObject("count").put("ordered", "" + line.ordered());
      position.withObject("count").put("void", "" + line.cancelled());
      position.withObject("count").put("sent", "" + order.shipped(line.number()));
    }
    return document;
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    return problem(429, "Slower, please.");
  }

  @Override
  public Response unauthorized(Request request) {
    return problem(401, "Wrong key.");
  }

  @Override
  public Response serverError() {
    return problem(500, "Out of order.");
  }

  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    ObjectNode body = Json.object().put("call", ++told);
    body.putObject("sale").put("no", Long.parseLong(order.id()));
    return Optional.of(
        new Webhooks.Message(List.of(), body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static Response problem(int status, String said) {
    ObjectNode body = Json.object();
    body.putArray("problems").addObject().put("text", said);
    return Response.json(status, body.toString());
  }
}
