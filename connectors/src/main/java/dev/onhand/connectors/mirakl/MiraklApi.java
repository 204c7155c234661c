package dev.onhand.connectors.mirakl;

import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.NextLink;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connector.json.JsonCalls;
import dev.onhand.connectors.mirakl.MiraklDocuments.ExportStateDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.ImportDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OfferDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OffersDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OrderDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OrdersDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.ReturnsDocument;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints, by Mirakl's names for them. */
final class MiraklApi {

  /** The rates that calls count to: each operation has its own. */
  static final String PAGES = "pages";

  static final String EXPORTS = "exports";
  static final String EXPORT_STATES = "export_states";
  static final String IMPORTS = "imports";
  static final String IMPORT_STATES = "import_states";
  static final String REPORTS = "reports";
  static final String ORDERS = "orders";
  static final String RETURNS = "returns";

  /** The most that the channel allows. */
  static final int PAGE_SIZE = 100;

  /** The least that it allows: some megabytes. */
  private static final int OFFERS_PER_FILE = 10_000;

  static final ReplyRules RULES = ReplyRules.USUAL.telling("message");

  private static final String OFFERS = "/api/offers?max=" + PAGE_SIZE;
  private static final String IMPORT = "/api/offers/stock/imports";
  private static final String EXPORT = "/api/offers/export/async";

  private final ConnectorHttp plain;
  private final ConnectorHttp http;
  private final JsonCalls calls;
  private final URI address;
  private final Optional<String> shop;

  MiraklApi(Settings settings, ConnectorHttp http) {
    this.address = settings.url("address");
    this.shop = settings.find("shop_id");
    this.plain = http.with(RULES).with("Accept", "application/json");
    // The key stands alone there, without a word before it.
    this.http = plain.at(address).with("Authorization", settings.text("api_key"));
    this.calls = new JsonCalls(this.http::send, MiraklDocuments.JSON);
  }

  Instant now() {
    return http.now();
  }

  /** STO01: hands in a file with nothing but stock, which leaves all else as it is. */
  HttpReply importStock(StockFile file) throws InterruptedException {
    HttpCall call =
        HttpCall.send(
            Method.POST, path(IMPORT), StockFile.TYPE, file.body(), Purpose.PUSH, IMPORTS);
    return http.send(call, 200, 201, 202, 400, 404, 405);
  }

  /**
   * STO02.
   *
   * @return empty: there is no such import any more
   */
  Optional<ImportDocument> importState(String id) throws InterruptedException {
    return calls.find(
        read(importPath(id) + "/status", Purpose.PUSH_RESULT, IMPORT_STATES), ImportDocument.class);
  }

  /** STO03: the lines of an import that were not taken. */
  String errorReport(String id) throws InterruptedException {
    HttpCall call = read(importPath(id) + "/error_report", Purpose.PUSH_RESULT, REPORTS);
    return http.send(call.with("Accept", "text/csv"), 200).text();
  }

  private static String importPath(String id) {
    return IMPORT + "/" + HttpCall.encoded(id);
  }

  /** OF21: offers, also those that nobody can buy now. */
  OffersDocument offers(int offset) throws InterruptedException {
    return calls.read(
        read(OFFERS + "&offset=" + offset, Purpose.LISTINGS_READ, PAGES), OffersDocument.class);
  }

  /** OF21, of one SKU. */
  Optional<OfferDocument> offer(String sku) throws InterruptedException {
    String path = OFFERS + "&sku=" + HttpCall.encoded(sku);
    return calls
        .read(read(path, Purpose.LISTING_READ, PAGES), OffersDocument.class)
        .offers()
        .stream()
        .filter(offer -> sku.equals(offer.sku()))
        .findFirst();
  }

  /**
   * OF52: has all offers written to files. Those that are sold out are not active, and would be
   * left out without being asked for.
   *
   * @return by which to ask for the files
   */
  String export() throws InterruptedException {
    Map<String, Object> wanted =
        Map.of(
            "export_type",
            "application/json",
            "include_inactive_offers",
            true,
            "items_per_chunk",
            OFFERS_PER_FILE,
            "include_fields",
            MiraklDocuments.OFFER_FIELDS);
    HttpCall call =
        HttpCall.send(
                Method.POST,
                path(EXPORT),
                MiraklDocuments.JSON.write(wanted),
                Purpose.LISTINGS_READ,
                EXPORTS)
            .asking();
    return MiraklDocuments.text(http.send(call), "tracking_id");
  }

  /**
   * OF53.
   *
   * @return empty: there is no such export any more
   */
  Optional<ExportStateDocument> exportState(String id) throws InterruptedException {
    return calls.find(
        read(EXPORT + "/status/" + HttpCall.encoded(id), Purpose.LISTINGS_READ, EXPORT_STATES),
        ExportStateDocument.class);
  }

  /** OF54: a file of an export. The key goes to no other host than the instance's. */
  List<OfferDocument> file(URI file) throws InterruptedException {
    ConnectorHttp from = NextLink.isOnHostOf(address, file) ? http : plain;
    HttpReply reply = from.at(file).send(HttpCall.get("", Purpose.LISTINGS_READ));
    return List.of(MiraklDocuments.JSON.read(reply, OfferDocument[].class));
  }

  /**
   * OR11, by the time of creation. No end is asked for: an order that changes meanwhile would drop
   * out, and those behind it would move up. So none leaves the list while it is read.
   */
  OrdersDocument orders(Instant changedSince, int offset) throws InterruptedException {
    String path =
        "/api/orders?start_update_date=%s&sort=dateCreated&max=%d&offset=%d"
            .formatted(HttpCall.encoded(changedSince.toString()), PAGE_SIZE, offset);
    return calls.read(read(path, Purpose.ORDERS_POLL, ORDERS), OrdersDocument.class);
  }

  /** OR11, of one order. */
  Optional<OrderDocument> order(String order) throws InterruptedException {
    String path = "/api/orders?order_ids=" + HttpCall.encoded(order);
    return calls.read(read(path, Purpose.ORDER_READ, PAGES), OrdersDocument.class).orders().stream()
        .filter(found -> found.id().equals(order))
        .findFirst();
  }

  /**
   * RT11: returns that were received and that changed since, by the time of creation.
   *
   * @param token of the page; empty: of the first
   */
  ReturnsDocument returns(Instant changedSince, String token) throws InterruptedException {
    String path =
        "/api/returns?return_state=RECEIVED&return_last_updated_from="
            + HttpCall.encoded(changedSince.toString())
            + (token.isEmpty() ? "" : "&page_token=" + HttpCall.encoded(token));
    return calls.read(read(path, Purpose.ORDERS_POLL, RETURNS), ReturnsDocument.class);
  }

  private HttpCall read(String path, Purpose purpose, String rate) {
    return HttpCall.get(path(path), purpose, rate);
  }

  /** With the shop, where a user has several. */
  private String path(String path) {
    return shop.map(id -> path + (path.contains("?") ? "&" : "?") + "shop_id=" + id).orElse(path);
  }
}
