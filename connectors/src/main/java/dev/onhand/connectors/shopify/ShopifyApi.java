package dev.onhand.connectors.shopify;

import dev.onhand.connector.DeferredException;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AccessTokens;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.FormLogin;
import dev.onhand.connector.json.Graphql.Connection;
import dev.onhand.connector.json.Graphql.GraphqlError;
import dev.onhand.connector.json.GraphqlCalls;
import dev.onhand.connector.json.Operations;
import dev.onhand.connectors.shopify.ShopifyDocuments.BulkDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.EntryDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.IdDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.LineDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrderDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.SetDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations. */
final class ShopifyApi {

  /** What calls are paid with. */
  static final String POINTS = "points";

  /** How often is asked whether a file is made; more often is no use. */
  static final String FILES = "questions for a file";

  /** What queries cost is told in their answers only; these are no less than seen. */
  private static final long COST = 50;

  private static final long ORDER_COST = 45;
  private static final long SET_COST = 10;
  private static final Map<String, Long> COSTS = Map.of("Items", 700L, "MakeFile", SET_COST);

  private static final String LOGIN = "/admin/oauth/access_token";
  private static final String TOKEN = "X-Shopify-Access-Token";
  private static final String NODE = "/data/nodes/0";

  /** The list of orders is made from an index that may lag. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private static final Operations OPERATIONS =
      Operations.beside(ShopifyApi.class, "shopify.graphql");

  private final GraphqlCalls calls;
  private final ConnectorHttp plain;
  private final String location;
  private final long ordersPerPage;

  ShopifyApi(Settings settings, ConnectorHttp http) {
    ConnectorHttp shop =
        http.at(settings.url("address"))
            .with(ShopifyRules.RULES)
            .with("Accept", "application/json");
    this.calls =
        new GraphqlCalls(
            settings.text("login").equals("token")
                ? shop.with(TOKEN, settings.text("access_token"))::send
                : new AccessTokens(shop, TOKEN, "", FormLogin.ofClient(shop, LOGIN, settings))
                    ::send,
            "/admin/api/%s/graphql.json".formatted(HttpCall.encoded(settings.text("version"))),
            OPERATIONS,
            ShopifyDocuments.JSON,
            ShopifyApi::refused);
    this.plain = http;
    this.location = "gid://shopify/Location/" + settings.text("location");
    this.ordersPerPage = settings.number("orders_per_page");
  }

  private static DeferredException refused(GraphqlError error) {
    String said = "Shopify said %s: %s".formatted(error.code(), error.message());
    boolean isDear = error.code().equals("MAX_COST_EXCEEDED");
    return new DeferredException(
        error.cause(), isDear ? "a query costs too much: lower orders_per_page; " + said : said);
  }

  private HttpCall query(
      String name, Map<String, ? extends @Nullable Object> variables, Purpose purpose) {
    HttpCall query = calls.operation(name, variables, purpose).asking();
    return query.costing(POINTS, COSTS.getOrDefault(name, COST));
  }

  /**
   * A page of items, by their numbers: one connection would give 25,000 at most.
   *
   * @param behind the last number of the page before; 0: at the first
   */
  Connection<ItemDocument> items(long behind) throws InterruptedException {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("loc", location);
    variables.put("query", behind == 0 ? null : "id:>" + behind);
    return calls.page(
        query("Items", variables, Purpose.LISTINGS_READ),
        "/data/inventoryItems",
        ItemDocument.class);
  }

  /**
   * Has a file of all items made.
   *
   * @return its id; empty: Shopify makes none now
   */
  Optional<String> makeFile() throws InterruptedException {
    String all = OPERATIONS.get("AllItems").replace("LOCATION", location);
    return calls
        .find(
            query("MakeFile", Map.of("all", all), Purpose.LISTINGS_READ),
            "/data/bulkOperationRunQuery/bulkOperation",
            IdDocument.class)
        .map(IdDocument::id);
  }

  BulkDocument file(String id) throws InterruptedException {
    HttpCall call = query("File", Map.of("id", id), Purpose.LISTINGS_READ);
    return calls.read(call.costing(FILES, 1), "/data/bulkOperation", BulkDocument.class);
  }

  /** What is in it, one document a line; it is fetched without a token. */
  List<ItemDocument> items(BulkDocument file) throws InterruptedException {
    if (file.url() == null) {
      return List.of();
    }
    HttpReply reply = plain.at(file.url()).send(HttpCall.get("", Purpose.LISTINGS_READ), 200);
    return ShopifyDocuments.JSON.lines(reply, ItemDocument.class);
  }

  Optional<ItemDocument> item(String id) throws InterruptedException {
    Map<String, Object> variables = Map.of("ids", List.of(id), "loc", location);
    return calls.find(query("OneItem", variables, Purpose.LISTING_READ), NODE, ItemDocument.class);
  }

  /**
   * All of them or none.
   *
   * @param again parts a further try from the first, where that one failed
   */
  SetDocument set(List<QuantityUpdate> updates, String again) throws InterruptedException {
    List<EntryDocument> quantities =
        updates.stream()
            .map(
                it ->
                    new EntryDocument(
                        it.listing().externalId(), location, it.quantity(), it.expected()))
            .toList();
    Map<String, Object> input =
        Map.of("name", "available", "reason", "correction", "quantities", quantities);
    String attempt = again + location + updates;
    UUID key = UUID.nameUUIDFromBytes(attempt.getBytes(StandardCharsets.UTF_8));
    Map<String, Object> variables = Map.of("input", input, "key", key.toString());
    return calls.read(
        calls.operation("Set", variables, Purpose.PUSH).costing(POINTS, SET_COST),
        "/data/inventorySetQuantities",
        SetDocument.class);
  }

  Connection<OrderDocument> orders(Instant changedSince, String after) throws InterruptedException {
    Instant since = changedSince.minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS);
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("first", ordersPerPage);
    variables.put("after", after.isEmpty() ? null : after);
    variables.put("query", "updated_at:>='%s'".formatted(since));
    return calls.page(
        query("Orders", variables, Purpose.ORDERS_POLL).costing(POINTS, ordersPerPage * ORDER_COST),
        "/data/orders",
        OrderDocument.class);
  }

  Optional<OrderDocument> order(String id) throws InterruptedException {
    if (!id.startsWith("gid://shopify/Order/")) {
      return Optional.empty();
    }
    Map<String, Object> variables = Map.of("ids", List.of(id));
    return calls.find(query("OneOrder", variables, Purpose.ORDER_READ), NODE, OrderDocument.class);
  }

  /** All of an order's lines. */
  List<LineDocument> lines(OrderDocument order) throws InterruptedException {
    List<LineDocument> lines = new ArrayList<>(order.lineItems().nodes());
    Optional<String> next = order.lineItems().next();
    while (next.isPresent()) {
      Map<String, Object> variables = Map.of("ids", List.of(order.id()), "after", next.get());
      Connection<LineDocument> more =
          calls.page(
              query("MoreLines", variables, Purpose.ORDER_READ),
              NODE + "/lineItems",
              LineDocument.class);
      lines.addAll(more.nodes());
      next = more.next();
    }
    return lines;
  }
}
