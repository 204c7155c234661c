package dev.onhand.connectors.shopify;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.AccessTokens;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.FormLogin;
import dev.onhand.connector.json.Graphql;
import dev.onhand.connector.json.Graphql.Connection;
import dev.onhand.connector.json.Graphql.GraphqlError;
import dev.onhand.connector.json.JsonCalls;
import dev.onhand.connector.json.Operations;
import dev.onhand.connectors.shopify.ShopifyDocuments.BulkDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.BulkIdDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.BulkStartDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.InputDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemsDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.LineDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.MoreLinesDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrderDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrdersDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.SetDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations. */
final class ShopifyApi {

  /** What calls are paid with. */
  static final String POINTS = "points";

  /** How often is asked whether a file is made; more often is no use. */
  static final String FILES = "questions for a file";

  static final int ITEMS_PER_PAGE = 100;

  /** What queries cost is told in their answers only; these are no less than seen. */
  private static final int ITEMS_COST = 700;

  private static final int ORDER_COST = 45;
  private static final int ONE_COST = 50;
  private static final int SET_COST = 10;

  private static final String TOKEN = "X-Shopify-Access-Token";
  private static final String NODES = "/data/nodes";

  /** The list of orders is made from an index that may lag. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private static final Operations OPERATIONS =
      Operations.beside(ShopifyApi.class, "shopify.graphql");

  private final JsonCalls.Sender sender;
  private final ConnectorHttp plain;
  private final String path;
  private final String location;
  private final long ordersPerPage;

  ShopifyApi(Settings settings, ConnectorHttp http) {
    ConnectorHttp shop =
        http.at(settings.url("address"))
            .with(ShopifyRules.RULES)
            .with("Accept", "application/json");
    this.plain = http;
    this.path = "/admin/api/%s/graphql.json".formatted(HttpCall.encoded(settings.text("version")));
    this.location = "gid://shopify/Location/" + settings.text("location");
    this.ordersPerPage = settings.number("orders_per_page");
    this.sender =
        settings.text("login").equals("token")
            ? shop.with(TOKEN, settings.find("access_token").orElse(""))::send
            : new AccessTokens(shop, TOKEN, "", login(settings, shop))::send;
  }

  private static FormLogin login(Settings settings, ConnectorHttp shop) {
    return new FormLogin(
        shop,
        HttpCall.form(
            "/admin/oauth/access_token",
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                settings.find("client_id").orElse(""),
                "client_secret",
                settings.find("client_secret").orElse("")),
            Purpose.LOGIN));
  }

  ItemsDocument items(ItemsFrom from) throws InterruptedException {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("loc", location);
    variables.put("after", from.after().isEmpty() ? null : from.after());
    variables.put("query", from.behind() == 0 ? null : "id:>" + from.behind());
    HttpCall call = call("Items", variables, Purpose.LISTINGS_READ, ITEMS_COST);
    return ask(call, "/data", ItemsDocument.class);
  }

  /**
   * Has a file of all items made.
   *
   * @return its id; empty: Shopify makes none now
   */
  Optional<String> makeFile() throws InterruptedException {
    String all = OPERATIONS.get("AllItems").replace("LOCATION", location);
    HttpCall call = call("MakeFile", Map.of("all", all), Purpose.LISTINGS_READ, SET_COST);
    return Optional.ofNullable(
            ask(call, "/data/bulkOperationRunQuery", BulkStartDocument.class).bulkOperation())
        .map(BulkIdDocument::id);
  }

  BulkDocument file(String id) throws InterruptedException {
    HttpCall call = call("File", Map.of("id", id), Purpose.LISTINGS_READ, ONE_COST);
    return ask(call.costing(FILES, 1), "/data/bulkOperation", BulkDocument.class);
  }

  /** What is in it, one document a line; it is fetched without a token. */
  List<ItemDocument> items(BulkDocument file) throws InterruptedException {
    if (file.url() == null) {
      return List.of();
    }
    HttpReply reply = plain.at(file.url()).send(HttpCall.get("", Purpose.LISTINGS_READ), 200);
    return reply.text().lines().map(ShopifyApi::read).toList();
  }

  private static ItemDocument read(String line) {
    return ShopifyDocuments.JSON.read(line.getBytes(StandardCharsets.UTF_8), ItemDocument.class);
  }

  Optional<ItemDocument> item(String id) throws InterruptedException {
    HttpCall call =
        call(
            "OneItem", Map.of("ids", List.of(id), "loc", location), Purpose.LISTING_READ, ONE_COST);
    return one(ask(call, NODES, ItemDocument[].class));
  }

  /** What there is of one that was asked for; null stands for one that is not there. */
  private static <T> Optional<T> one(@Nullable T[] nodes) {
    return Arrays.stream(nodes).filter(Objects::nonNull).findFirst();
  }

  /**
   * All of them or none.
   *
   * @param again parts a further try from the first, where that one failed
   */
  SetDocument set(List<QuantityUpdate> updates, String again) throws InterruptedException {
    InputDocument input = InputDocument.of(updates, location);
    StringBuilder attempt = new StringBuilder(again).append(input);
    updates.forEach(update -> attempt.append(' ').append(update.attemptKey()));
    String key =
        UUID.nameUUIDFromBytes(attempt.toString().getBytes(StandardCharsets.UTF_8)).toString();
    HttpReply reply =
        sender.send(call("Set", Map.of("input", input, "key", key), Purpose.PUSH, SET_COST), 200);
    Optional<GraphqlError> error = Graphql.error(reply);
    if (error.isEmpty()) {
      return ShopifyDocuments.JSON.read(reply, "/data/inventorySetQuantities", SetDocument.class);
    }
    if (error.get().code().equals("INTERNAL_SERVER_ERROR")) {
      throw new UnconfirmedException("Shopify failed: " + error.get().message());
    }
    throw refused(error.get());
  }

  Connection<OrderDocument> orders(Instant changedSince, String after) throws InterruptedException {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("first", ordersPerPage);
    variables.put("after", after.isEmpty() ? null : after);
    variables.put(
        "query",
        "updated_at:>='%s'".formatted(changedSince.minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS)));
    HttpCall call = call("Orders", variables, Purpose.ORDERS_POLL, ordersPerPage * ORDER_COST);
    return ask(call, "/data", OrdersDocument.class).orders();
  }

  Optional<OrderDocument> order(String id) throws InterruptedException {
    if (!id.startsWith("gid://shopify/Order/")) {
      return Optional.empty();
    }
    HttpCall call = call("OneOrder", Map.of("ids", List.of(id)), Purpose.ORDER_READ, ONE_COST);
    return one(ask(call, NODES, OrderDocument[].class));
  }

  /** An order with all of its lines. */
  OrderDocument whole(OrderDocument order) throws InterruptedException {
    Connection<LineDocument> lines = order.lineItems();
    while (lines.next().isPresent()) {
      Map<String, Object> variables =
          Map.of("ids", List.of(order.id()), "after", lines.next().get());
      Connection<LineDocument> more =
          ask(
                  call("MoreLines", variables, Purpose.ORDER_READ, ONE_COST),
                  NODES + "/0",
                  MoreLinesDocument.class)
              .lineItems();
      lines =
          new Connection<>(
              Stream.concat(lines.nodes().stream(), more.nodes().stream()).toList(),
              more.pageInfo());
    }
    return order.with(lines);
  }

  private <T> T ask(HttpCall call, String at, Class<T> type) throws InterruptedException {
    HttpReply reply = sender.send(call.asking(), 200);
    Optional<GraphqlError> error = Graphql.error(reply);
    if (error.isPresent()) {
      throw refused(error.get());
    }
    return ShopifyDocuments.JSON.read(reply, at, type);
  }

  private static DeferredException refused(GraphqlError error) {
    String said = "Shopify said %s: %s".formatted(error.code(), error.message());
    return switch (error.code()) {
      case "ACCESS_DENIED" -> deferred(Cause.NOT_ALLOWED, said);
      case "MAX_COST_EXCEEDED" ->
          deferred(Cause.UNEXPECTED, "a query costs too much: lower orders_per_page; " + said);
      case "INTERNAL_SERVER_ERROR" -> deferred(Cause.UNAVAILABLE, said);
      default -> deferred(Cause.UNEXPECTED, said);
    };
  }

  private static DeferredException deferred(Cause why, String said) {
    return new DeferredException(why, Duration.ZERO, said);
  }

  private HttpCall call(
      String name, Map<String, ? extends @Nullable Object> variables, Purpose purpose, long cost) {
    return Graphql.operation(path, OPERATIONS.get(name), variables, purpose).costing(POINTS, cost);
  }
}
