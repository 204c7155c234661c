package dev.onhand.connectors.ownshop;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connector.http.Template;
import dev.onhand.connector.json.NextPage;
import dev.onhand.connector.json.Pointer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The calls, as the settings have them. */
final class OwnShopApi {

  private final ConnectorHttp http;
  private final Method pushMethod;
  private final Template pushPath;
  private final Optional<Template> pushBody;
  private final Optional<Template> pushItem;
  private final String listingsPath;
  private final Optional<Template> listingPath;
  private final Optional<Template> ordersPath;
  private final Optional<Template> orderPath;
  private final Pointer listings;
  private final Pointer listing;
  private final Pointer orders;
  private final Pointer order;
  private final NextPage next;

  /**
   * A page of a list.
   *
   * @param next null: it is the last
   */
  record Page(List<JsonNode> rows, @Nullable Cursor next) {}

  OwnShopApi(Settings settings, ConnectorHttp http) {
    OwnShopSettings own = new OwnShopSettings(settings);
    this.http =
        http.at(settings.url("address"))
            .with(ReplyRules.USUAL.telling(settings.text("error_field")).pointing())
            .with("Accept", "application/json")
            .with(
                settings.text("auth_header"),
                own.header().filled(Map.of("secret", settings.text("secret"))));
    this.pushMethod = Method.valueOf(settings.text("push_method"));
    this.pushPath = own.pushPath();
    this.pushBody = own.pushBody();
    this.pushItem = own.pushItem();
    this.listingsPath = own.path("listings_path").filled(Map.of());
    this.listingPath = own.findPath("listing_path");
    this.ordersPath = own.findPath("orders_path");
    this.orderPath = own.findPath("order_path");
    this.listings = own.at("listings_list");
    this.listing = own.at("listing_item");
    this.orders = own.at("orders_list");
    this.order = own.at("order_item");
    this.next =
        new NextPage(settings.url("address"), own.at("next"), settings.find("cursor_parameter"));
  }

  boolean hasListing() {
    return listingPath.isPresent();
  }

  boolean hasOrders() {
    return ordersPath.isPresent();
  }

  boolean hasOrder() {
    return orderPath.isPresent();
  }

  /** Whether a call may tell of several listings. */
  boolean tellsSeveral() {
    return pushItem.isPresent();
  }

  /** Why a push cannot be written; empty: it can. */
  Optional<String> problem(QuantityUpdate update) {
    Map<String, Object> values = values(update);
    return pushItem.isPresent()
        ? pushItem.get().problem(values)
        : pushPath.problem(values).or(() -> pushBody.flatMap(body -> body.problem(values)));
  }

  /**
   * @param updates one, unless the shop is told of several
   * @return an answer that says success, or 400, 404, 409 or 422
   */
  HttpReply push(List<QuantityUpdate> updates) throws InterruptedException {
    Map<String, Object> values =
        pushItem
            .map(item -> updates.stream().map(it -> item.filled(values(it))).toList())
            .map(items -> Map.<String, Object>of("items", items))
            .orElseGet(() -> values(updates.getFirst()));
    String path = pushPath.filled(values);
    HttpCall call =
        pushBody
            .map(it -> HttpCall.send(pushMethod, path, it.filled(values), Purpose.PUSH))
            .orElseGet(() -> HttpCall.send(pushMethod, path, null, new byte[0], Purpose.PUSH));
    return http.send(call, 200, 201, 202, 204, 207, 400, 404, 409, 422);
  }

  private static Map<String, Object> values(QuantityUpdate update) {
    Map<String, Object> values = new HashMap<>(values(update.listing()));
    values.put("quantity", update.quantity());
    return values;
  }

  private static Map<String, Object> values(ListingRef listing) {
    Map<String, Object> values = new HashMap<>();
    values.put("external_id", listing.externalId());
    if (listing.sku() != null) {
      values.put("sku", listing.sku());
    }
    return values;
  }

  Page listings(Cursor from) throws InterruptedException {
    return page(listingsPath, from, listings, Purpose.LISTINGS_READ);
  }

  Page orders(Instant changedSince, Cursor from) throws InterruptedException {
    String first =
        ordersPath.orElseThrow().filled(Map.of("changed_since", changedSince.toString()));
    return page(first, from, orders, Purpose.ORDERS_POLL);
  }

  private Page page(String first, Cursor from, Pointer rows, Purpose purpose)
      throws InterruptedException {
    String path = from.isStart() ? first : from.value();
    JsonNode answer = OwnShopDocuments.read(http.send(HttpCall.get(path, purpose), 200));
    return new Page(rows.list(answer), next.of(answer, first, path));
  }

  Optional<JsonNode> listing(ListingRef ref) throws InterruptedException {
    return one(listingPath.orElseThrow().filled(values(ref)), listing, Purpose.LISTING_READ);
  }

  Optional<JsonNode> order(String id) throws InterruptedException {
    return one(orderPath.orElseThrow().filled(Map.of("order_id", id)), order, Purpose.ORDER_READ);
  }

  private Optional<JsonNode> one(String path, Pointer item, Purpose purpose)
      throws InterruptedException {
    HttpReply reply = http.send(HttpCall.get(path, purpose), 200, 404);
    return reply.isSuccess()
        ? Optional.of(item.in(OwnShopDocuments.read(reply)))
        : Optional.empty();
  }
}
