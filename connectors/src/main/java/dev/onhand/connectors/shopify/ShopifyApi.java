package dev.onhand.connectors.shopify;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.AccessTokens;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.shopify.ShopifyDocuments.ErrorDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ErrorsDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.InputDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemNodesDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemsDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemsReplyDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.LinesDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrderDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrderNodesDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrdersDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrdersReplyDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.SetDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.SetReplyDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.TokenDocument;
import dev.onhand.model.Secret;
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

  static final int ITEMS_PER_PAGE = 100;

  /** What queries cost is told in their answers only; these are no less than seen. */
  private static final int ITEMS_COST = 700;

  private static final int ORDER_COST = 45;
  private static final int ONE_COST = 50;
  private static final int SET_COST = 10;

  private static final String TOKEN = "X-Shopify-Access-Token";

  /** The list of orders is made from an index that may lag. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private static final String ITEM =
      "id sku tracked variant{ displayName product{ status } }"
          + " inventoryLevel(locationId:$loc){ quantities(names:[\"available\"]){ name quantity } }";

  private static final String ITEMS =
      "query($after:String,$loc:ID!,$query:String){ inventoryItems(first:100, after:$after,"
          + " query:$query){ nodes{ "
          + ITEM
          + " } pageInfo{ hasNextPage endCursor } } }";

  private static final String ONE_ITEM =
      "query($ids:[ID!]!,$loc:ID!){ nodes(ids:$ids){ ... on InventoryItem{ " + ITEM + " } } }";

  private static final String LINES =
      "nodes{ id sku quantity currentQuantity unfulfilledQuantity"
          + " variant{ inventoryItem{ id } } } pageInfo{ hasNextPage endCursor }";

  private static final String ORDER =
      "id createdAt updatedAt cancelledAt test displayFulfillmentStatus lineItems(first:50){ "
          + LINES
          + " } refunds(first:10){ refundLineItems(first:50){ nodes{ quantity restockType lineItem{"
          + " id } } pageInfo{ hasNextPage endCursor } } }";

  private static final String ORDERS =
      "query($first:Int!,$after:String,$query:String!){ orders(first:$first, after:$after,"
          + " sortKey:UPDATED_AT, query:$query){ nodes{ "
          + ORDER
          + " } pageInfo{ hasNextPage endCursor } } }";

  private static final String ONE_ORDER =
      "query($ids:[ID!]!){ nodes(ids:$ids){ ... on Order{ " + ORDER + " } } }";

  private static final String MORE_LINES =
      "query($ids:[ID!]!,$after:String!){ nodes(ids:$ids){ ... on Order{"
          + " lineItems(first:50, after:$after){ "
          + LINES
          + " } } } }";

  private static final String SET =
      "mutation($input:InventorySetQuantitiesInput!,$key:String!){"
          + " inventorySetQuantities(input:$input) @idempotent(key:$key){ inventoryAdjustmentGroup{"
          + " changes{ name quantityAfterChange item{ id tracked } } }"
          + " userErrors{ code field message } } }";

  private final Settings settings;
  private final ConnectorHttp login;
  private final Sender sender;
  private final String location;

  /** Makes a call that proves itself. */
  @FunctionalInterface
  private interface Sender {
    HttpReply send(HttpCall call, int... expected) throws InterruptedException;
  }

  ShopifyApi(Settings settings, ConnectorHttp http) {
    this.settings = settings;
    this.location = "gid://shopify/Location/" + settings.text("location");
    this.login = http.at(settings.url("address")).with(ShopifyRules.RULES);
    ConnectorHttp calls = login.with("Accept", "application/json");
    this.sender =
        settings.text("login").equals("token")
            ? calls.with(TOKEN, settings.text("access_token"))::send
            : new AccessTokens(calls, TOKEN, "", this::logIn)::send;
  }

  private AccessTokens.Token logIn() throws InterruptedException {
    HttpReply reply =
        login.send(
            HttpCall.form(
                "/admin/oauth/access_token",
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    settings.text("client_id"),
                    "client_secret",
                    settings.text("client_secret")),
                Purpose.LOGIN),
            200);
    TokenDocument token = ShopifyDocuments.read(reply, TokenDocument.class);
    return new AccessTokens.Token(Secret.of(token.value()), Duration.ofSeconds(token.seconds()));
  }

  ItemsDocument items(ItemsFrom from) throws InterruptedException {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("loc", location);
    variables.put("after", from.after().isEmpty() ? null : from.after());
    variables.put("query", from.behind() == 0 ? null : "id:>" + from.behind());
    HttpReply reply = ask(call(ITEMS, variables, Purpose.LISTINGS_READ, ITEMS_COST).asking());
    return ShopifyDocuments.read(reply, ItemsReplyDocument.class).data().items();
  }

  Optional<ItemDocument> item(String id) throws InterruptedException {
    HttpReply reply =
        ask(
            call(
                    ONE_ITEM,
                    Map.of("ids", List.of(id), "loc", location),
                    Purpose.LISTING_READ,
                    ONE_COST)
                .asking());
    return ShopifyDocuments.read(reply, ItemNodesDocument.class).first();
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
        sender.send(call(SET, Map.of("input", input, "key", key), Purpose.PUSH, SET_COST), 200);
    Optional<ErrorDocument> error = ShopifyDocuments.read(reply, ErrorsDocument.class).first();
    if (error.isEmpty()) {
      return ShopifyDocuments.read(reply, SetReplyDocument.class).data().set();
    }
    if (error.get().code().equals("INTERNAL_SERVER_ERROR")) {
      throw new UnconfirmedException("Shopify failed: " + error.get().message());
    }
    throw refused(error.get());
  }

  OrdersDocument orders(Instant changedSince, String after) throws InterruptedException {
    long perPage = settings.number("orders_per_page");
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("first", perPage);
    variables.put("after", after.isEmpty() ? null : after);
    variables.put(
        "query",
        "updated_at:>='%s'".formatted(changedSince.minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS)));
    HttpReply reply =
        ask(call(ORDERS, variables, Purpose.ORDERS_POLL, perPage * ORDER_COST).asking());
    return ShopifyDocuments.read(reply, OrdersReplyDocument.class).data().orders();
  }

  Optional<OrderDocument> order(String id) throws InterruptedException {
    if (!id.startsWith("gid://shopify/Order/")) {
      return Optional.empty();
    }
    HttpReply reply =
        ask(call(ONE_ORDER, Map.of("ids", List.of(id)), Purpose.ORDER_READ, ONE_COST).asking());
    return ShopifyDocuments.read(reply, OrderNodesDocument.class).first();
  }

  /** An order with all of its lines. */
  OrderDocument whole(OrderDocument order) throws InterruptedException {
    LinesDocument lines = order.lineItems();
    while (lines.pageInfo().next().isPresent()) {
      HttpReply reply =
          ask(
              call(
                      MORE_LINES,
                      Map.of("ids", List.of(order.id()), "after", lines.pageInfo().next().get()),
                      Purpose.ORDER_READ,
                      ONE_COST)
                  .asking());
      LinesDocument more = ShopifyDocuments.lines(reply);
      List<ShopifyDocuments.LineDocument> all = new ArrayList<>(lines.nodes());
      all.addAll(more.nodes());
      lines = new LinesDocument(all, more.pageInfo());
    }
    return order.with(lines);
  }

  private HttpReply ask(HttpCall call) throws InterruptedException {
    HttpReply reply = sender.send(call, 200);
    Optional<ErrorDocument> error = ShopifyDocuments.read(reply, ErrorsDocument.class).first();
    if (error.isPresent()) {
      throw refused(error.get());
    }
    return reply;
  }

  private static DeferredException refused(ErrorDocument error) {
    return switch (error.code()) {
      case "ACCESS_DENIED" ->
          new DeferredException(
              Cause.NOT_ALLOWED,
              Duration.ZERO,
              "Shopify said: %s The app needs read_products, read_inventory, write_inventory,"
                      .formatted(error.message())
                  + " read_locations and read_orders");
      case "MAX_COST_EXCEEDED" ->
          new DeferredException(
              Cause.UNEXPECTED,
              Duration.ZERO,
              "a query costs too much: lower orders_per_page; Shopify said: " + error.message());
      case "INTERNAL_SERVER_ERROR" ->
          new DeferredException(
              Cause.UNAVAILABLE, Duration.ZERO, "Shopify failed: " + error.message());
      default ->
          new DeferredException(
              Cause.UNEXPECTED,
              Duration.ZERO,
              "Shopify said %s: %s".formatted(error.code(), error.message()));
    };
  }

  private HttpCall call(
      String query, Map<String, ? extends @Nullable Object> variables, Purpose purpose, long cost) {
    return HttpCall.send(
            Method.POST,
            "/admin/api/%s/graphql.json".formatted(HttpCall.encoded(settings.text("version"))),
            ShopifyDocuments.operation(query, variables),
            purpose)
        .costing(POINTS, cost);
  }
}
