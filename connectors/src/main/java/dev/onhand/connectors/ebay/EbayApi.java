package dev.onhand.connectors.ebay;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AccessTokens;
import dev.onhand.connector.http.AccessTokens.Token;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connectors.ebay.EbayDocuments.ItemDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ItemsDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OfferDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OffersDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OrderDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OrdersDocument;
import dev.onhand.connectors.ebay.EbayDocuments.RepliesDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ReplyDocument;
import dev.onhand.connectors.ebay.EbayDocuments.TokenDocument;
import dev.onhand.model.Secret;
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

  /** A consent that ended is told by a bad request too. */
  private static final ReplyRules LOGIN_RULES =
      new ReplyRules() {
        @Override
        public Cause why(HttpReply reply) {
          return reply.status() == 400 ? Cause.LOGIN_REFUSED : USUAL.why(reply);
        }

        @Override
        public String advice(HttpReply reply) {
          return reply.text().contains("invalid_grant")
              ? "the seller's consent ended: consent again and set the new refresh_token"
              : "check client_id and client_secret";
        }
      };

  private final ConnectorHttp login;
  private final ConnectorHttp http;
  private final AccessTokens tokens;
  private final Secret refreshToken;

  EbayApi(Settings settings, ConnectorHttp http) {
    this.refreshToken = settings.secret("refresh_token");
    this.http = http.at(settings.url("address")).with("Accept", "application/json");
    this.login =
        this.http
            .with(LOGIN_RULES)
            .withBasic(settings.text("client_id"), settings.text("client_secret"));
    this.tokens = new AccessTokens(this.http.with(RULES), "Authorization", "Bearer ", this::logIn);
  }

  private Token logIn() throws InterruptedException {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "refresh_token",
            "refresh_token",
            refreshToken.reveal(),
            "scope",
            SCOPE + "inventory " + SCOPE + "fulfillment");
    TokenDocument token =
        EbayDocuments.read(
            login.send(
                HttpCall.form("/identity/v1/oauth2/token", form, Purpose.LOGIN).costing(TOKENS, 1)),
            TokenDocument.class);
    return new Token(Secret.of(token.accessToken()), Duration.ofSeconds(token.expiresIn()));
  }

  Instant now() {
    return http.now();
  }

  /**
   * @return an answer for each item and offer apart (200, 207), or why none of it was done (400)
   */
  HttpReply setQuantities(List<Map<String, Object>> requests) throws InterruptedException {
    HttpCall call =
        HttpCall.send(
            Method.POST,
            STOCK + "bulk_update_price_quantity",
            EbayDocuments.json(Map.of("requests", requests)),
            Purpose.PUSH,
            INVENTORY);
    return tokens.send(call, 200, 207, 400);
  }

  /** The offers of an item that a quantity can be set of: what is on sale at a fixed price. */
  List<String> offers(String sku) throws InterruptedException {
    HttpReply reply =
        tokens.send(
            HttpCall.get(
                "%soffer?sku=%s&format=FIXED_PRICE".formatted(STOCK, HttpCall.encoded(sku)),
                Purpose.LISTING_READ,
                INVENTORY),
            200,
            404);
    return reply.status() == 404
        ? List.of()
        : EbayDocuments.read(reply, OffersDocument.class).rows().stream()
            .filter(offer -> "PUBLISHED".equals(offer.status()))
            .map(OfferDocument::id)
            .toList();
  }

  /**
   * @param page from 0: here, and only here, the offset is the number of the page
   */
  ItemsDocument items(int page) throws InterruptedException {
    return EbayDocuments.read(
        tokens.send(
            HttpCall.get(
                "%sinventory_item?limit=%d&offset=%d".formatted(STOCK, PAGE_SIZE, page),
                Purpose.LISTINGS_READ,
                INVENTORY)),
        ItemsDocument.class);
  }

  Optional<ItemDocument> item(String sku) throws InterruptedException {
    HttpCall call =
        HttpCall.send(
                Method.POST,
                STOCK + "bulk_get_inventory_item",
                EbayDocuments.json(Map.of("requests", List.of(Map.of("sku", sku)))),
                Purpose.LISTING_READ,
                INVENTORY)
            .asking();
    ReplyDocument reply =
        EbayDocuments.read(tokens.send(call, 200, 207), RepliesDocument.class)
            .responses()
            .getFirst();
    return reply.statusCode() == 404
        ? Optional.empty()
        : Optional.of(Objects.requireNonNull(reply.item(), "no item").withSku(sku));
  }

  /**
   * @param page from 1; the offset is the number of orders before it
   */
  OrdersDocument orders(Instant changedSince, int page) throws InterruptedException {
    Instant oldest = now().minus(BACK_MAX);
    Instant from = changedSince.isBefore(oldest) ? oldest : changedSince;
    return EbayDocuments.read(
        tokens.send(
            HttpCall.get(
                "%s?filter=%s&limit=%d&offset=%d"
                    .formatted(
                        ORDER,
                        HttpCall.encoded("lastmodifieddate:[%s..]".formatted(MILLIS.format(from))),
                        PAGE_SIZE,
                        (page - 1) * PAGE_SIZE),
                Purpose.ORDERS_POLL,
                FULFILLMENT)),
        OrdersDocument.class);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    HttpReply reply =
        tokens.send(
            HttpCall.get(ORDER + "/" + HttpCall.encoded(order), Purpose.ORDER_READ, FULFILLMENT),
            200,
            404);
    return reply.isSuccess()
        ? Optional.of(EbayDocuments.read(reply, OrderDocument.class))
        : Optional.empty();
  }
}
