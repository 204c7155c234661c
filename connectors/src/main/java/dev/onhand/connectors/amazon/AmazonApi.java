package dev.onhand.connectors.amazon;

import dev.onhand.connector.Settings;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.amazon.AmazonDocuments.FeedIdDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.PlaceDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ReportIdDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.WorkDocument;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The endpoints of listings, feeds and reports. */
final class AmazonApi {

  /** As many as one search names or gives. */
  static final int PAGE_SIZE = 20;

  static final String PRODUCT_TYPE = "PRODUCT";

  private static final String LISTINGS = "/listings/2021-08-01/items/";
  private static final String FEEDS = "/feeds/2021-06-30";
  private static final String REPORTS = "/reports/2021-06-30";
  private static final String SHOWN = "summaries,fulfillmentAvailability,issues";
  private static final String JSON = "application/json; charset=UTF-8";

  /** A table of 100,000 offers is some 50 MB. */
  private static final int UNPACKED_BYTES_MAX = 256 * 1024 * 1024;

  private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w.:-]+)");

  private final AmazonSession session;
  private final String seller;
  private final String marketplace;

  AmazonApi(Settings settings, AmazonSession session) {
    this.session = session;
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
    return session.send(
        HttpCall.send(
            Method.PATCH,
            item(sku) + "?marketplaceIds=" + HttpCall.encoded(marketplace),
            AmazonDocuments.written(Map.of("productType", PRODUCT_TYPE, "patches", List.of(patch))),
            Purpose.PUSH,
            AmazonRates.PATCH),
        200,
        400,
        404);
  }

  private String item(String sku) {
    return LISTINGS + HttpCall.encoded(seller) + "/" + HttpCall.encoded(sku);
  }

  Optional<ItemDocument> item(String sku, Purpose purpose) throws InterruptedException {
    HttpReply reply =
        session.send(
            HttpCall.get(
                "%s?marketplaceIds=%s&includedData=%s"
                    .formatted(item(sku), HttpCall.encoded(marketplace), SHOWN),
                purpose,
                AmazonRates.LISTING),
            200,
            404);
    return reply.isSuccess()
        ? Optional.of(AmazonDocuments.read(reply, ItemDocument.class))
        : Optional.empty();
  }

  /** Those of these that there are. A comma parts SKUs, so one that has it is asked for alone. */
  List<ItemDocument> items(List<String> skus, Purpose purpose) throws InterruptedException {
    List<ItemDocument> found = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (String sku : skus) {
      if (sku.contains(",")) {
        item(sku, purpose).ifPresent(found::add);
      } else {
        plain.add(sku);
      }
    }
    if (!plain.isEmpty()) {
      String named = plain.stream().map(HttpCall::encoded).collect(Collectors.joining(","));
      found.addAll(search("&identifiersType=SKU&identifiers=" + named, purpose).items());
    }
    return found;
  }

  /** A page by SKU; only the first 1,000 are given so. */
  ItemsDocument items(Optional<String> token) throws InterruptedException {
    String from = token.map(it -> "&pageToken=" + HttpCall.encoded(it)).orElse("");
    return search("&sortBy=sku&sortOrder=ASC" + from, Purpose.LISTINGS_READ);
  }

  private ItemsDocument search(String which, Purpose purpose) throws InterruptedException {
    HttpReply reply =
        session.send(
            HttpCall.get(
                "%s%s?marketplaceIds=%s&includedData=%s&pageSize=%d%s"
                    .formatted(
                        LISTINGS,
                        HttpCall.encoded(seller),
                        HttpCall.encoded(marketplace),
                        SHOWN,
                        PAGE_SIZE,
                        which),
                purpose,
                AmazonRates.LISTINGS),
            200);
    return AmazonDocuments.read(reply, ItemsDocument.class);
  }

  /** Sends a feed; returns its id. Only the last of its three calls changes something. */
  String feed(String feed) throws InterruptedException {
    HttpCall room =
        HttpCall.send(
                Method.POST,
                FEEDS + "/documents",
                AmazonDocuments.written(Map.of("contentType", JSON)),
                Purpose.PUSH,
                AmazonRates.UPLOAD)
            .asking();
    PlaceDocument place = AmazonDocuments.read(session.send(room, 201), PlaceDocument.class);
    session.upload(place.url(), JSON, feed);
    HttpReply reply =
        session.send(
            HttpCall.send(
                Method.POST,
                FEEDS + "/feeds",
                AmazonDocuments.written(
                    Map.of(
                        "feedType",
                        "JSON_LISTINGS_FEED",
                        "marketplaceIds",
                        List.of(marketplace),
                        "inputFeedDocumentId",
                        Objects.requireNonNull(place.feedDocumentId()))),
                Purpose.PUSH,
                AmazonRates.FEED,
                AmazonRates.LISTINGS_FEED),
            202);
    return AmazonDocuments.read(reply, FeedIdDocument.class).feedId();
  }

  WorkDocument feedState(String feed) throws InterruptedException {
    return work(
        FEEDS + "/feeds/" + HttpCall.encoded(feed), Purpose.PUSH_RESULT, AmazonRates.FEED_STATE);
  }

  byte[] feedResult(String document) throws InterruptedException {
    return unpacked(
            FEEDS + "/documents/" + HttpCall.encoded(document),
            Purpose.PUSH_RESULT,
            AmazonRates.FEED_RESULT)
        .bytes();
  }

  /** Has the table of all offers made; returns its id. */
  String report(String... rates) throws InterruptedException {
    HttpCall call =
        HttpCall.send(
                Method.POST,
                REPORTS + "/reports",
                AmazonDocuments.written(
                    Map.of(
                        "reportType",
                        "GET_MERCHANT_LISTINGS_ALL_DATA",
                        "marketplaceIds",
                        List.of(marketplace),
                        "reportOptions",
                        Map.of("preferredReportDocumentLocale", "en_US"))),
                Purpose.LISTINGS_READ,
                rates)
            .asking();
    return AmazonDocuments.read(session.send(call, 202), ReportIdDocument.class).reportId();
  }

  WorkDocument reportState(String report) throws InterruptedException {
    return work(
        REPORTS + "/reports/" + HttpCall.encoded(report),
        Purpose.LISTINGS_READ,
        AmazonRates.REPORT_STATE);
  }

  String reportResult(String document) throws InterruptedException {
    return unpacked(
            REPORTS + "/documents/" + HttpCall.encoded(document),
            Purpose.LISTINGS_READ,
            AmazonRates.REPORT_RESULT)
        .text();
  }

  private WorkDocument work(String path, Purpose purpose, String rate) throws InterruptedException {
    return AmazonDocuments.read(
        session.send(HttpCall.get(path, purpose, rate), 200), WorkDocument.class);
  }

  /** A document as it lay there. */
  private record Downloaded(byte[] bytes, Charset charset) {
    String text() {
      return new String(bytes, charset);
    }
  }

  private Downloaded unpacked(String path, Purpose purpose, String rate)
      throws InterruptedException {
    PlaceDocument place =
        AmazonDocuments.read(
            session.send(HttpCall.get(path, purpose, rate), 200), PlaceDocument.class);
    HttpReply reply = session.download(place.url(), purpose);
    HttpReply whole =
        "GZIP".equals(place.compressionAlgorithm()) ? reply.unpacked(UNPACKED_BYTES_MAX) : reply;
    return new Downloaded(whole.body(), charset(reply.header("content-type").orElse("")));
  }

  /** Reports have been seen in Cp1252; what is not known is read as UTF-8. */
  static Charset charset(String contentType) {
    Matcher named = CHARSET.matcher(contentType);
    return named.find() && Charset.isSupported(named.group(1))
        ? Charset.forName(named.group(1))
        : StandardCharsets.UTF_8;
  }
}
