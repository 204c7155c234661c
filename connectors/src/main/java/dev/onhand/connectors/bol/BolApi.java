package dev.onhand.connectors.bol;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AccessTokens;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connector.json.FormLogin;
import dev.onhand.connectors.bol.BolDocuments.OfferDocument;
import dev.onhand.connectors.bol.BolDocuments.OffersDocument;
import dev.onhand.connectors.bol.BolDocuments.OrderDocument;
import dev.onhand.connectors.bol.BolDocuments.OrdersDocument;
import dev.onhand.connectors.bol.BolDocuments.PatchDocument;
import dev.onhand.connectors.bol.BolDocuments.PatchStockDocument;
import dev.onhand.connectors.bol.BolDocuments.ReturnsDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The endpoints. Which version of one is meant is said by the type of its documents. */
final class BolApi {

  /** The rates that calls count to. */
  static final String ORDER_LISTS = "lists of orders";

  static final String ORDERS = "orders";
  static final String RETURNS = "returns";
  static final String OFFERS = "offers";
  static final String PUSHES = "pushes";

  private static final String V10 = "application/vnd.retailer.v10+json";
  private static final String V11 = "application/vnd.retailer.v11+json";

  private static final long MINUTES_MAX = 60;

  private static final ReplyRules RULES =
      ReplyRules.USUAL
          .telling("detail")
          .waiting(BolMapping::untilReset)
          .pausing(
              reply ->
                  reply
                      .header("X-RateLimit-Remaining")
                      .filter("0"::equals)
                      .flatMap(none -> BolMapping.untilReset(reply)));

  private final ConnectorHttp http;
  private final AccessTokens tokens;

  BolApi(Settings settings, ConnectorHttp http) {
    FormLogin login =
        new FormLogin(
            http.at(settings.url("login_address"))
                .with(FormLogin.RULES)
                .with("Accept", "application/json")
                .withBasic(settings.text("client_id"), settings.text("client_secret")),
            HttpCall.form("/token", Map.of("grant_type", "client_credentials"), Purpose.LOGIN));
    this.http = http.at(settings.url("address")).with(RULES);
    this.tokens = new AccessTokens(this.http, "Authorization", "Bearer ", login);
  }

  Instant now() {
    return http.now();
  }

  OffersDocument offers(Cursor from) throws InterruptedException {
    HttpCall call =
        HttpCall.get("/retailer/offers?page-size=100", Purpose.LISTINGS_READ, OFFERS)
            .query("cursor", from.value());
    return BolDocuments.JSON.read(send(call, V11), OffersDocument.class);
  }

  Optional<OfferDocument> offer(String offer) throws InterruptedException {
    HttpReply reply = send(HttpCall.get(path(offer), Purpose.LISTING_READ, OFFERS), V11, 200, 404);
    return BolDocuments.JSON.find(reply, OfferDocument.class);
  }

  /**
   * With the flag always: without it bol might take off orders that are taken off already.
   *
   * @return an answer that says success, 400 or 404
   */
  HttpReply setStock(QuantityUpdate update) throws InterruptedException {
    String body =
        BolDocuments.JSON.write(new PatchDocument(new PatchStockDocument(update.quantity(), true)));
    return send(
        HttpCall.send(
            Method.PATCH, path(update.listing().externalId()), body, Purpose.PUSH, PUSHES),
        V11,
        200,
        202,
        204,
        400,
        404);
  }

  private static String path(String offer) {
    return "/retailer/offers/" + HttpCall.encoded(offer);
  }

  OrdersDocument orders(Instant changedSince, OrdersFrom from) throws InterruptedException {
    // A minute more than has gone by, and one for the clocks.
    long minutes = Duration.between(changedSince, now()).toMinutes() + 2;
    String changed =
        from.day() == null
            ? "change-interval-minute=" + Math.clamp(minutes, 1, MINUTES_MAX)
            : "latest-change-date=" + from.day();
    return BolDocuments.JSON.read(
        send(
            HttpCall.get(
                "/retailer/orders?status=ALL&fulfilment-method=FBR&%s&page=%d"
                    .formatted(changed, Math.abs(from.page())),
                Purpose.ORDERS_POLL,
                ORDER_LISTS),
            V10),
        OrdersDocument.class);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    HttpReply reply =
        send(
            HttpCall.get("/retailer/orders/" + HttpCall.encoded(order), Purpose.ORDER_READ, ORDERS),
            V10,
            200,
            404);
    return BolDocuments.JSON.find(reply, OrderDocument.class);
  }

  /** What the retailer handled, the last handled first. */
  ReturnsDocument returns(int page) throws InterruptedException {
    return BolDocuments.JSON.read(
        send(
            HttpCall.get(
                "/retailer/returns?handled=true&fulfilment-method=FBR&page=" + page,
                Purpose.ORDERS_POLL,
                RETURNS),
            V10),
        ReturnsDocument.class);
  }

  private HttpReply send(HttpCall call, String type, int... expected) throws InterruptedException {
    return tokens.send(call.with("Accept", type).with("Content-Type", type), expected);
  }
}
