package dev.onhand.connectors.manomano;

import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connectors.manomano.ManoManoDocuments.ContractUpdateDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OfferDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OffersDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OrderDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OrderReplyDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OrdersDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.StockDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.StockUpdateDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.UpdateDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The endpoints. */
final class ManoManoApi {

  /** The rate that all calls count to. */
  static final String CALLS = "calls";

  /** The most is not documented. */
  static final int BATCH_MAX = 100;

  private static final int OFFERS_PER_PAGE = 1_000;
  private static final int ORDERS_PER_PAGE = 50;
  private static final String OFFERS = "/api/v1/offer-information/offers?seller_contract_id=";
  private static final String ORDERS = "/orders/v1/orders";

  /** The edge network says in the body how many seconds to wait. */
  static final ReplyRules RULES =
      ReplyRules.USUAL.telling("message").waiting(ManoManoMapping::waitTold);

  private final ConnectorHttp http;
  private final long contract;

  ManoManoApi(Settings settings, ConnectorHttp http) {
    this.contract = settings.number("contract");
    this.http =
        http.at(settings.url("address"))
            .with(RULES)
            .with("x-api-key", settings.text("api_key"))
            .with("x-thirdparty-name", "Onhand_1.0")
            .with("Accept", "application/json");
  }

  Instant now() {
    return http.now();
  }

  /**
   * @return an answer that says success: it was taken in; or 400: all of it was refused
   */
  HttpReply setStocks(List<QuantityUpdate> updates) throws InterruptedException {
    List<StockUpdateDocument> items =
        updates.stream()
            .map(
                update ->
                    new StockUpdateDocument(
                        update.listing().externalId(), new StockDocument(update.quantity())))
            .toList();
    return http.send(
        HttpCall.send(
            Method.PATCH,
            "/api/v2/offer-information/offers",
            ManoManoDocuments.JSON.write(
                new UpdateDocument(List.of(new ContractUpdateDocument(contract, items)))),
            Purpose.PUSH,
            CALLS),
        200,
        201,
        202,
        204,
        400);
  }

  OffersDocument offers(int page) throws InterruptedException {
    return ManoManoDocuments.JSON.read(
        http.send(
            HttpCall.get(
                "%s%d&page=%d&limit=%d".formatted(OFFERS, contract, page, OFFERS_PER_PAGE),
                Purpose.LISTINGS_READ,
                CALLS)),
        OffersDocument.class);
  }

  /** Those of these SKUs that there are, by SKU. */
  Map<String, OfferDocument> offers(List<String> skus) throws InterruptedException {
    String list = skus.stream().map(HttpCall::encoded).collect(Collectors.joining(","));
    OffersDocument found =
        ManoManoDocuments.JSON.read(
            http.send(
                HttpCall.get(
                    "%s%d&page=1&limit=%d&skus=%s"
                        .formatted(OFFERS, contract, OFFERS_PER_PAGE, list),
                    Purpose.LISTING_READ,
                    CALLS)),
            OffersDocument.class);
    Map<String, OfferDocument> bySku = new LinkedHashMap<>();
    found.content().forEach(offer -> bySku.put(offer.sku(), offer));
    return bySku;
  }

  OrdersDocument orders(Instant changedSince, int page) throws InterruptedException {
    return ManoManoDocuments.JSON.read(
        http.send(
            HttpCall.get(
                "%s?seller_contract_id=%d&status_updated_at_start=%s&page=%d&limit=%d"
                    .formatted(
                        ORDERS,
                        contract,
                        HttpCall.encoded(changedSince.truncatedTo(ChronoUnit.SECONDS).toString()),
                        page,
                        ORDERS_PER_PAGE),
                Purpose.ORDERS_POLL,
                CALLS)),
        OrdersDocument.class);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "%s/%s?seller_contract_id=%d".formatted(ORDERS, HttpCall.encoded(order), contract),
                Purpose.ORDER_READ,
                CALLS),
            200,
            404);
    return reply.isSuccess()
        ? Optional.of(ManoManoDocuments.JSON.read(reply, OrderReplyDocument.class).content())
        : Optional.empty();
  }
}
