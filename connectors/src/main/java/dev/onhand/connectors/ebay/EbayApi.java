package dev.onhand.connectors.ebay;

import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AccessTokens;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connector.json.FormLogin;
import dev.onhand.connector.json.JsonCalls;
import dev.onhand.connectors.ebay.EbayDocuments.ItemDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ItemsDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OfferDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OffersDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OrderDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OrdersDocument;
import dev.onhand.connectors.ebay.EbayDocuments.RepliesDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ReplyDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The endpoints. */
final class EbayApi {

  /** The rates that calls count to. */
  static final String INVENTORY = "inventory";

  static final String FULFILLMENT = "fulfillment";
  static final String TOKENS = "tokens";

  /** The most that the channel allows. */
  private static final int PAGE_SIZE = 200;

  /** The list of orders reaches back two years; asked for more, it says that this is wrong. */
  private static final Duration BACK_MAX = Duration.ofDays(729);

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String SCOPE = "https://api.ebay.com/oauth/api_scope/sell.";
  private static final String STOCK = "/sell/inventory/v1/";
  private static final String ORDER = "/sell/fulfillment/v1/order";

  static final ReplyRules RULES = ReplyRules.USUAL.telling("message");

  private static final ReplyRules LOGIN_RULES =
      FormLogin.rules("the seller's consent ended: consent again and set the new refresh_token");

  private final ConnectorHttp http;
  private final JsonCalls calls;

  EbayApi(Settings settings, ConnectorHttp base) {
    this.http = base.at(settings.url("address")).with("Accept", "application/json");
    FormLogin login =
        new FormLogin(
            http.with(LOGIN_RULES)
                .withBasic(settings.text("client_id"), settings.text("client_secret")),
            HttpCall.form(
                    "/identity/v1/oauth2/token",
                    Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        settings.text("refresh_token"),
                        "scope",
                        SCOPE + "inventory " + SCOPE + "fulfillment"),
                    Purpose.LOGIN)
                .costing(TOKENS, 1));
    this.calls =
        new JsonCalls(
            new AccessTokens(http.with(RULES), "Authorization", "Bearer ", login)::send,
            EbayDocuments.JSON);
  }

  Instant now() {
    return http.now();
  }

  /**
   * @return an answer for each item and offer apart (200, 207), or why none of it was done (400)
   */
  HttpReply setQuantities(List<Map<String, Object>> requests) throws InterruptedException {
    return calls.send(post("bulk_update_price_quantity", requests, Purpose.PUSH), 200, 207, 400);
  }

  private static HttpCall post(String path, List<Map<String, Object>> requests, Purpose purpose) {
    String body = EbayDocuments.JSON.write(Map.of("requests", requests));
    return HttpCall.send(Method.POST, STOCK + path, body, purpose, INVENTORY);
  }

  /** The offers of an item that a quantity can be set of: what is on sale at a fixed price. */
  List<String> offers(String sku) throws InterruptedException {
    return calls
        .find(
            HttpCall.get(
                "%soffer?sku=%s&format=FIXED_PRICE".formatted(STOCK, HttpCall.encoded(sku)),
                Purpose.LISTING_READ,
                INVENTORY),
            OffersDocument.class)
        .stream()
        .flatMap(offers -> offers.rows().stream())
        .filter(offer -> "PUBLISHED".equals(offer.status()))
        .map(OfferDocument::offerId)
        .toList();
  }

  /**
   * @param page from 0: here, and only here, the offset is the number of the page
   */
  ItemsDocument items(int page) throws InterruptedException {
    return calls.read(
        HttpCall.get(
            "%sinventory_item?limit=%d&offset=%d".formatted(STOCK, PAGE_SIZE, page),
            Purpose.LISTINGS_READ,
            INVENTORY),
        ItemsDocument.class);
  }

  Optional<ItemDocument> item(String sku) throws InterruptedException {
    ReplyDocument reply =
        calls
            .read(
                post("bulk_get_inventory_item", List.of(Map.of("sku", sku)), Purpose.LISTING_READ)
                    .asking(),
                RepliesDocument.class,
                200,
                207)
            .responses()
            .getFirst();
    return reply.statusCode() == 404
        ? Optional.empty()
        : Optional.of(Objects.requireNonNull(reply.inventoryItem(), "no item").withSku(sku));
  }

  /**
   * @param page from 1; the offset is the number of orders before it
   */
  OrdersDocument orders(Instant changedSince, int page) throws InterruptedException {
    Instant oldest = now().minus(BACK_MAX);
    Instant from = changedSince.isBefore(oldest) ? oldest : changedSince;
    return calls.read(
        HttpCall.get(
            "%s?filter=%s&limit=%d&offset=%d"
                .formatted(
                    ORDER,
                    HttpCall.encoded("lastmodifieddate:[%s..]".formatted(MILLIS.format(from))),
                    PAGE_SIZE,
                    (page - 1) * PAGE_SIZE),
            Purpose.ORDERS_POLL,
            FULFILLMENT),
        OrdersDocument.class);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    return calls.find(
        HttpCall.get(ORDER + "/" + HttpCall.encoded(order), Purpose.ORDER_READ, FULFILLMENT),
        OrderDocument.class);
  }
}
