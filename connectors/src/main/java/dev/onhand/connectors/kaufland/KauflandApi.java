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
import dev.onhand.connector.json.JsonCalls;
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

  private final JsonCalls calls;

  KauflandApi(Settings settings, ConnectorHttp http, KauflandSigning signing) {
    ConnectorHttp all =
        http.at(settings.url("address"))
            .with(RULES)
            .with("Accept", "application/json")
            .with("User-Agent", "Onhand")
            .with("Shop-Client-Key", settings.text("client_key"));
    this.calls =
        new JsonCalls(
            (call, expected) -> all.send(signing.signed(call), expected), KauflandDocuments.JSON);
  }

  Page<UnitDocument> units(String storefront, int offset) throws InterruptedException {
    return page(
        "/units?storefront=%s&embedded=products".formatted(HttpCall.encoded(storefront)),
        Purpose.LISTINGS_READ,
        UnitDocument[].class,
        PAGE_SIZE,
        offset);
  }

  Optional<UnitDocument> unit(ListingRef listing) throws InterruptedException {
    return calls.find(
        HttpCall.get(path(listing) + "&embedded=products", Purpose.LISTING_READ, CALLS),
        "/data",
        UnitDocument.class);
  }

  /**
   * @return an answer with 200, 400 or 404
   */
  HttpReply setAmount(QuantityUpdate update) throws InterruptedException {
    return calls.send(
        HttpCall.send(
            Method.PATCH,
            path(update.listing()),
            KauflandDocuments.JSON.write(new AmountDocument(update.quantity())),
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
    List<UnitUpdateDocument> units = updates.stream().map(UnitUpdateDocument::of).toList();
    return calls.send(
        HttpCall.send(
            Method.POST,
            "/units/bulk?storefront=" + HttpCall.encoded(storefront(updates.getFirst())),
            KauflandDocuments.JSON.write(units),
            Purpose.PUSH,
            CALLS),
        207,
        400);
  }

  Page<OrderUnitRowDocument> orderUnits(Instant changedSince, int offset)
      throws InterruptedException {
    return changed(
        "/order-units?", OrderUnitRowDocument[].class, ORDER_UNITS_PER_PAGE, changedSince, offset);
  }

  /** The last changed first. From a second before: after a time means later than that. */
  private <T> Page<T> changed(
      String list, Class<T[]> type, int size, Instant changedSince, int offset)
      throws InterruptedException {
    Instant after = changedSince.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
    return page(
        "%sts_updated_from_iso=%s&sort=%s"
            .formatted(
                list, HttpCall.encoded(after.toString()), HttpCall.encoded("ts_updated:desc")),
        Purpose.ORDERS_POLL,
        type,
        size,
        offset);
  }

  private <T> Page<T> page(String list, Purpose purpose, Class<T[]> type, int size, int offset)
      throws InterruptedException {
    String path = "%s&limit=%d&offset=%d".formatted(list, size, offset);
    return KauflandDocuments.page(calls.send(HttpCall.get(path, purpose, CALLS)), type, size);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    return calls.find(
        HttpCall.get("/orders/" + HttpCall.encoded(order), Purpose.ORDER_READ, CALLS),
        "/data",
        OrderDocument.class);
  }

  /** Returns whose package was received and that changed after that time. */
  Page<ReturnDocument> returns(Instant changedSince, int offset) throws InterruptedException {
    return changed(
        "/returns?status=package_received&",
        ReturnDocument[].class,
        RETURNS_PER_PAGE,
        changedSince,
        offset);
  }

  /** A return with its pieces, which the list does not have. */
  Optional<ReturnDocument> wholeReturn(long id) throws InterruptedException {
    return calls.find(
        HttpCall.get("/returns/" + id + "?embedded=return_units", Purpose.ORDER_READ, CALLS),
        "/data",
        ReturnDocument.class);
  }

  /** A piece, of which the order is read. */
  Optional<OrderUnitRowDocument> orderUnit(String piece) throws InterruptedException {
    return calls.find(
        HttpCall.get("/order-units/" + HttpCall.encoded(piece), Purpose.ORDER_READ, CALLS),
        "/data",
        OrderUnitRowDocument.class);
  }
}
