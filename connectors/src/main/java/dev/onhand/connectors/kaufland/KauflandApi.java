package dev.onhand.connectors.kaufland;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connectors.kaufland.KauflandDocuments.AmountDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.OrderDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.OrderUnitRowDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.Page;
import dev.onhand.connectors.kaufland.KauflandDocuments.ReturnDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.UnitDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.UnitUpdateDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The endpoints. */
final class KauflandApi {

  /** The rate that all calls count to. */
  static final String CALLS = "calls";

  /** The most that the channel allows. */
  static final int PAGE_SIZE = 100;

  static final int BATCH_MAX = 150;

  /** Each row may be of another order, which is a call: so many stay within what may be called. */
  static final int ORDER_UNITS_PER_PAGE = 20;

  /** Each is a call of its own too. */
  static final int RETURNS_PER_PAGE = 20;

  private static final ReplyRules RULES =
      ReplyRules.USUAL.telling("message").minding(WebhookRequest.TOLERANCE);

  private final ConnectorHttp http;
  private final KauflandSigning signing;

  KauflandApi(Settings settings, ConnectorHttp http, KauflandSigning signing) {
    this.http =
        http.at(settings.url("address"))
            .with(RULES)
            .with("Accept", "application/json")
            .with("User-Agent", "Onhand")
            .with("Shop-Client-Key", settings.text("client_key"));
    this.signing = signing;
  }

  Page<UnitDocument> units(UnitsFrom from) throws InterruptedException {
    return KauflandDocuments.page(
        send(
            HttpCall.get(
                "/units?storefront=%s&limit=%d&offset=%d&embedded=products"
                    .formatted(HttpCall.encoded(from.storefront()), PAGE_SIZE, from.offset()),
                Purpose.LISTINGS_READ,
                CALLS)),
        UnitDocument[].class,
        PAGE_SIZE);
  }

  Optional<UnitDocument> unit(ListingRef listing) throws InterruptedException {
    return find(path(listing) + "&embedded=products", Purpose.LISTING_READ, UnitDocument.class);
  }

  /**
   * @return an answer with 200, 400 or 404
   */
  HttpReply setAmount(QuantityUpdate update) throws InterruptedException {
    return send(
        HttpCall.send(
            Method.PATCH,
            path(update.listing()),
            KauflandDocuments.json(new AmountDocument(update.quantity())),
            Purpose.PUSH,
            CALLS),
        200,
        400,
        404);
  }

  private static String path(ListingRef listing) {
    UnitId unit = UnitId.of(listing);
    return "/units/%s?storefront=%s"
        .formatted(HttpCall.encoded(unit.number()), HttpCall.encoded(unit.storefront()));
  }

  static String storefront(QuantityUpdate update) {
    return UnitId.of(update.listing()).storefront();
  }

  /**
   * @param updates of one storefront
   * @return an answer with 207, or 400: all of it was refused
   */
  HttpReply setAmounts(List<QuantityUpdate> updates) throws InterruptedException {
    List<UnitUpdateDocument> units =
        updates.stream()
            .map(
                update ->
                    new UnitUpdateDocument(
                        Long.parseLong(UnitId.of(update.listing()).number()),
                        new AmountDocument(update.quantity())))
            .toList();
    return send(
        HttpCall.send(
            Method.POST,
            "/units/bulk?storefront=" + HttpCall.encoded(storefront(updates.getFirst())),
            KauflandDocuments.json(units),
            Purpose.PUSH,
            CALLS),
        207,
        400);
  }

  /** From a second before: after a time means later than that. */
  Page<OrderUnitRowDocument> orderUnits(Instant changedSince, int offset)
      throws InterruptedException {
    Instant after = changedSince.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
    return KauflandDocuments.page(
        send(
            HttpCall.get(
                "/order-units?ts_updated_from_iso=%s&sort=%s&limit=%d&offset=%d"
                    .formatted(
                        HttpCall.encoded(after.toString()),
                        HttpCall.encoded("ts_updated:desc"),
                        ORDER_UNITS_PER_PAGE,
                        offset),
                Purpose.ORDERS_POLL,
                CALLS)),
        OrderUnitRowDocument[].class,
        ORDER_UNITS_PER_PAGE);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    return find("/orders/" + HttpCall.encoded(order), Purpose.ORDER_READ, OrderDocument.class);
  }

  /**
   * Returns whose package was received and that changed after that time, the last changed first.
   */
  Page<ReturnDocument> returns(Instant changedSince, int offset) throws InterruptedException {
    Instant after = changedSince.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
    return KauflandDocuments.page(
        send(
            HttpCall.get(
                "/returns?status=package_received&ts_updated_from_iso=%s&sort=%s&limit=%d&offset=%d"
                    .formatted(
                        HttpCall.encoded(after.toString()),
                        HttpCall.encoded("ts_updated:desc"),
                        RETURNS_PER_PAGE,
                        offset),
                Purpose.ORDERS_POLL,
                CALLS)),
        ReturnDocument[].class,
        RETURNS_PER_PAGE);
  }

  /** A return with its pieces, which the list does not have. */
  Optional<ReturnDocument> wholeReturn(long id) throws InterruptedException {
    return find(
        "/returns/" + id + "?embedded=return_units", Purpose.ORDER_READ, ReturnDocument.class);
  }

  /** A piece, of which the order is read. */
  Optional<OrderUnitRowDocument> orderUnit(String piece) throws InterruptedException {
    return find(
        "/order-units/" + HttpCall.encoded(piece), Purpose.ORDER_READ, OrderUnitRowDocument.class);
  }

  private <T> Optional<T> find(String path, Purpose purpose, Class<T> type)
      throws InterruptedException {
    HttpReply reply = send(HttpCall.get(path, purpose, CALLS), 200, 404);
    return reply.isSuccess() ? Optional.of(KauflandDocuments.data(reply, type)) : Optional.empty();
  }

  private HttpReply send(HttpCall call, int... expected) throws InterruptedException {
    return http.send(signing.signed(call), expected);
  }
}
