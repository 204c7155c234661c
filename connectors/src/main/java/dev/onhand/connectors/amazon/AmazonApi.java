package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.JsonCalls;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.PlaceDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.WorkDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The endpoints of listings, feeds and reports. */
final class AmazonApi {

  /** As many as one search names or gives. */
  static final int PAGE_SIZE = 20;

  static final String PRODUCT_TYPE = "PRODUCT";

  private static final String LISTINGS = "/listings/2021-08-01/items/";
  private static final String FEEDS = "/feeds/2021-06-30/";
  private static final String REPORTS = "/reports/2021-06-30/";
  private static final String JSON = "application/json; charset=UTF-8";

  /** A table of 100,000 offers is some 50 MB. */
  private static final int UNPACKED_BYTES_MAX = 256 * 1024 * 1024;

  private final JsonCalls calls;
  private final ConnectorHttp plain;
  private final String seller;
  private final String marketplace;

  /**
   * @param plain for documents, which lie elsewhere and are fetched without a token
   */
  AmazonApi(Settings settings, JsonCalls calls, ConnectorHttp plain) {
    this.calls = calls;
    this.plain = plain;
    this.seller = settings.text("seller_id");
    this.marketplace = settings.text("marketplace");
  }

  String seller() {
    return seller;
  }

  /**
   * @return an answer with 200, 400 or 404
   */
  HttpReply patch(String sku, Map<String, Object> patch) throws InterruptedException {
    Map<String, Object> body = Map.of("productType", PRODUCT_TYPE, "patches", List.of(patch));
    return calls.send(
        write(
            Method.PATCH, item("/" + HttpCall.encoded(sku)), body, Purpose.PUSH, AmazonRates.PATCH),
        200,
        400,
        404);
  }

  private static HttpCall write(
      Method method, String path, Object body, Purpose purpose, String... rates) {
    return HttpCall.send(method, path, AmazonDocuments.JSON.write(body), purpose, rates);
  }

  private String item(String which) {
    return "%s%s%s?marketplaceIds=%s"
        .formatted(LISTINGS, HttpCall.encoded(seller), which, HttpCall.encoded(marketplace));
  }

  private HttpCall shown(String which, String more, Purpose purpose, String rate) {
    String included = "&includedData=summaries,fulfillmentAvailability,issues";
    return HttpCall.get(item(which) + included + more, purpose, rate);
  }

  Optional<ItemDocument> item(String sku, Purpose purpose) throws InterruptedException {
    return calls.find(
        shown("/" + HttpCall.encoded(sku), "", purpose, AmazonRates.LISTING), ItemDocument.class);
  }

  /** Those of these that there are. A comma parts SKUs, so one that has it is asked for alone. */
  List<ItemDocument> items(List<String> skus, Purpose purpose) throws InterruptedException {
    List<ItemDocument> found = new ArrayList<>();
    for (String sku : skus.stream().filter(it -> it.contains(",")).toList()) {
      item(sku, purpose).ifPresent(found::add);
    }
    String named =
        skus.stream()
            .filter(it -> !it.contains(","))
            .map(HttpCall::encoded)
            .collect(Collectors.joining(","));
    if (!named.isEmpty()) {
      found.addAll(search("&identifiersType=SKU&identifiers=" + named, purpose).items());
    }
    return found;
  }

  /** A page by SKU; only the first 1,000 are given so. */
  ItemsDocument items(Cursor from) throws InterruptedException {
    String page = from.isStart() ? "" : "&pageToken=" + HttpCall.encoded(from.value());
    return search("&sortBy=sku&sortOrder=ASC" + page, Purpose.LISTINGS_READ);
  }

  private ItemsDocument search(String which, Purpose purpose) throws InterruptedException {
    String page = "&pageSize=" + PAGE_SIZE + which;
    return calls.read(shown("", page, purpose, AmazonRates.LISTINGS), ItemsDocument.class);
  }

  /** Sends a feed; returns its id. Only the last of its three calls changes something. */
  String feed(String feed) throws InterruptedException {
    Map<String, Object> type = Map.of("contentType", JSON);
    PlaceDocument place =
        calls.read(
            write(Method.POST, FEEDS + "documents", type, Purpose.PUSH, AmazonRates.UPLOAD)
                .asking(),
            PlaceDocument.class);
    byte[] bytes = feed.getBytes(StandardCharsets.UTF_8);
    HttpReply _ =
        plain
            .at(place.url())
            .send(HttpCall.send(Method.PUT, "", JSON, bytes, Purpose.PUSH).asking(), 200);
    Map<String, Object> body =
        Map.of(
            "feedType",
            "JSON_LISTINGS_FEED",
            "marketplaceIds",
            List.of(marketplace),
            "inputFeedDocumentId",
            Objects.requireNonNull(place.feedDocumentId()));
    return calls.read(
        write(
            Method.POST,
            FEEDS + "feeds",
            body,
            Purpose.PUSH,
            AmazonRates.FEED,
            AmazonRates.LISTINGS_FEED),
        "/feedId",
        String.class);
  }

  WorkDocument feedState(String feed) throws InterruptedException {
    return work(FEEDS + "feeds/", feed, Purpose.PUSH_RESULT, AmazonRates.FEED_STATE);
  }

  HttpReply feedResult(String document) throws InterruptedException {
    return document(FEEDS, document, Purpose.PUSH_RESULT, AmazonRates.FEED_RESULT);
  }

  /** Has the table of all offers made; returns its id. */
  String report(String... rates) throws InterruptedException {
    Map<String, Object> body =
        Map.of(
            "reportType",
            "GET_MERCHANT_LISTINGS_ALL_DATA",
            "marketplaceIds",
            List.of(marketplace),
            "reportOptions",
            Map.of("preferredReportDocumentLocale", "en_US"));
    return calls.read(
        write(Method.POST, REPORTS + "reports", body, Purpose.LISTINGS_READ, rates).asking(),
        "/reportId",
        String.class);
  }

  WorkDocument reportState(String report) throws InterruptedException {
    return work(REPORTS + "reports/", report, Purpose.LISTINGS_READ, AmazonRates.REPORT_STATE);
  }

  HttpReply reportResult(String document) throws InterruptedException {
    return document(REPORTS, document, Purpose.LISTINGS_READ, AmazonRates.REPORT_RESULT);
  }

  private WorkDocument work(String path, String id, Purpose purpose, String rate)
      throws InterruptedException {
    return calls.read(HttpCall.get(path + HttpCall.encoded(id), purpose, rate), WorkDocument.class);
  }

  private HttpReply document(String api, String id, Purpose purpose, String rate)
      throws InterruptedException {
    PlaceDocument place =
        calls.read(
            HttpCall.get(api + "documents/" + HttpCall.encoded(id), purpose, rate),
            PlaceDocument.class);
    HttpReply reply = plain.at(place.url()).send(HttpCall.get("", purpose), 200);
    return "GZIP".equals(place.compressionAlgorithm()) ? reply.unpacked(UNPACKED_BYTES_MAX) : reply;
  }
}
