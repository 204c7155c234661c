package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.InTurn;
import dev.onhand.connector.PagesOrFile.Progress;
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
import dev.onhand.connector.json.JsonCalls;
import dev.onhand.connectors.amazon.AmazonDocuments.AskedOrderDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.FeedRequestDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.IssueDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.IssuesDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrdersDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.PlaceDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ReportRequestDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.WorkDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The endpoints; those of orders as of 2026-01-01 or, until Amazon ends it, as of v0. */
final class AmazonApi {

  /** As many as one search names or gives. */
  static final int PAGE_SIZE = 20;

  private static final String JSON = "application/json; charset=UTF-8";

  /** What is said of a feed or a report that will not be done. */
  private static final Set<String> FAILED = Set.of("CANCELLED", "FATAL");

  /** A table of 100,000 offers is some 50 MB. */
  private static final int UNPACKED_BYTES_MAX = 256 * 1024 * 1024;

  /** Amazon shows orders up to two minutes ago for sure. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  /**
   * A token that ended is answered 403, and so is a role that is missing. At what rate an account's
   * calls are allowed is best effort of Amazon's: it may be missing, and is where it was too many;
   * it is not about one type of feed, and not about what is kept by choice.
   */
  static final ReplyRules RULES =
      ReplyRules.USUAL
          .meaning(Cause.LOGIN_REFUSED, reply -> reply.status() == 403 && !reply.isHtml())
          .advising(
              Cause.LOGIN_REFUSED,
              "Amazon does not take a token that it gave: the application lacks the role (Product"
                  + " Listing for listings and feeds, or that for orders), or seller_id is another"
                  + " seller's")
          .learning(
              "x-amzn-RateLimit-Limit",
              AmazonOperation.LISTINGS_FEED,
              AmazonOperation.REPORT_STATE,
              AmazonOperation.REPORT_AGAIN);

  private static final ReplyRules LOGIN_RULES =
      FormLogin.rules("authorize the application again and set the new refresh_token");

  private final JsonCalls calls;

  /** For documents, which lie elsewhere and are fetched without a token. */
  private final ConnectorHttp plain;

  private final String seller;
  private final String marketplace;

  /** Whether orders are of the version that Amazon ends. */
  private final boolean isV0;

  AmazonApi(Settings settings, ConnectorHttp http) {
    ConnectorHttp api =
        http.at(settings.url("address"))
            .with(RULES)
            .with("Accept", "application/json")
            .with("User-Agent", "Onhand/1.0 (Language=Java)");
    ConnectorHttp lwa = http.at(settings.url("login_address")).with(LOGIN_RULES);
    FormLogin login = FormLogin.forSeller(lwa, "/auth/o2/token", settings);
    AccessTokens tokens = new AccessTokens(api, "x-amz-access-token", "", login);
    this.calls = new JsonCalls(tokens::send, AmazonDocuments.JSON);
    this.plain = http;
    this.seller = settings.text("seller_id");
    this.marketplace = settings.text("marketplace");
    this.isV0 = settings.text("orders").equals("v0");
  }

  Instant now() {
    return plain.now();
  }

  /**
   * @return an answer with 200, 400 or 404
   */
  HttpReply patch(QuantityUpdate update) throws InterruptedException {
    String sku = update.listing().externalId();
    String patch = AmazonDocuments.JSON.write(AmazonMapping.patch(update));
    HttpCall call =
        AmazonOperation.PATCH.send(Method.PATCH, patch, Purpose.PUSH, seller, sku, marketplace);
    return calls.send(call, 200, 400, 404);
  }

  Optional<ItemDocument> item(String sku, Purpose purpose) throws InterruptedException {
    return calls.find(
        AmazonOperation.LISTING.get(purpose, seller, sku, marketplace), ItemDocument.class);
  }

  /** Those of these that there are. A comma parts SKUs, so one that has it is asked for alone. */
  List<ItemDocument> items(List<String> skus, Purpose purpose) throws InterruptedException {
    List<String> alone = skus.stream().filter(it -> it.contains(",")).toList();
    List<String> others = skus.stream().filter(it -> !it.contains(",")).toList();
    List<ItemDocument> found = new ArrayList<>(InTurn.found(alone, it -> item(it, purpose)));
    found.addAll(InTurn.together(PAGE_SIZE, others, it -> named(it, purpose)));
    return found;
  }

  private List<ItemDocument> named(List<String> skus, Purpose purpose) throws InterruptedException {
    HttpCall all = AmazonOperation.LISTINGS.get(purpose, seller, marketplace);
    HttpCall named =
        all.query("identifiersType", "SKU").query("identifiers", String.join(",", skus));
    return calls.read(named, ItemsDocument.class).items();
  }

  /** A page by SKU; only the first 1,000 are given so. */
  ItemsDocument items(Cursor from) throws InterruptedException {
    HttpCall all = AmazonOperation.LISTINGS.get(Purpose.LISTINGS_READ, seller, marketplace);
    HttpCall sorted = all.query("sortBy", "sku").query("sortOrder", "ASC");
    return calls.read(sorted.query("pageToken", from.value()), ItemsDocument.class);
  }

  /** Sends a feed; returns its id. Only the last of its three calls changes something. */
  String feed(List<QuantityUpdate> updates) throws InterruptedException {
    HttpCall upload = post(AmazonOperation.UPLOAD, Map.of("contentType", JSON), Purpose.PUSH);
    PlaceDocument place = calls.read(upload.asking(), PlaceDocument.class);
    String feed = AmazonDocuments.JSON.write(AmazonMapping.feed(seller, updates));
    byte[] bytes = feed.getBytes(StandardCharsets.UTF_8);
    HttpCall put = HttpCall.send(Method.PUT, "", JSON, bytes, Purpose.PUSH);
    HttpReply _ = plain.at(place.url()).send(put.asking(), 200);
    FeedRequestDocument request =
        new FeedRequestDocument("JSON_LISTINGS_FEED", List.of(marketplace), place.id());
    HttpCall begin = post(AmazonOperation.FEED, request, Purpose.PUSH);
    return calls.read(AmazonOperation.LISTINGS_FEED.alsoOf(begin), "/feedId", String.class);
  }

  private static HttpCall post(AmazonOperation operation, Object document, Purpose purpose) {
    return operation.send(Method.POST, AmazonDocuments.JSON.write(document), purpose);
  }

  /** What a feed's report says was not taken. */
  List<IssueDocument> feedErrors(String document) throws InterruptedException {
    HttpReply result = document(AmazonOperation.FEED_RESULT.get(Purpose.PUSH_RESULT, document));
    return AmazonDocuments.JSON.read(result, IssuesDocument.class).errors();
  }

  /**
   * Has the table of all offers made; returns its id.
   *
   * @param which {@link AmazonOperation#REPORT}, or that after one that failed, which counts to
   *     both
   */
  String report(AmazonOperation which) throws InterruptedException {
    ReportRequestDocument request =
        new ReportRequestDocument(
            "GET_MERCHANT_LISTINGS_ALL_DATA",
            List.of(marketplace),
            Map.of("preferredReportDocumentLocale", "en_US"));
    HttpCall call = post(which, request, Purpose.LISTINGS_READ).asking();
    return calls.read(AmazonOperation.REPORT.alsoOf(call), "/reportId", String.class);
  }

  String table(String document) throws InterruptedException {
    return document(AmazonOperation.REPORT_RESULT.get(Purpose.LISTINGS_READ, document)).decoded();
  }

  /**
   * How far a feed or a report is.
   *
   * @param question for the one or the other
   */
  Progress progress(HttpCall question) throws InterruptedException {
    WorkDocument work = calls.read(question, WorkDocument.class);
    return Progress.of(work.processingStatus(), "DONE", FAILED, work.document());
  }

  private HttpReply document(HttpCall call) throws InterruptedException {
    PlaceDocument place = calls.read(call, PlaceDocument.class);
    HttpReply reply = plain.at(place.url()).send(HttpCall.get("", call.purpose()), 200);
    return "GZIP".equals(place.compressionAlgorithm()) ? reply.unpacked(UNPACKED_BYTES_MAX) : reply;
  }

  /** A page of orders, by either version of the API. */
  OrdersDocument orders(Instant changedSince, Cursor from) throws InterruptedException {
    Instant since = changedSince.minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS);
    AmazonOperation pages = isV0 ? AmazonOperation.ORDERS_V0 : AmazonOperation.ORDERS;
    HttpCall first = pages.get(Purpose.ORDERS_POLL, marketplace, since);
    HttpCall call = first.query(isV0 ? "NextToken" : "paginationToken", from.value());
    return calls.read(call, OrdersDocument.class);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    AmazonOperation read = isV0 ? AmazonOperation.ORDER_V0 : AmazonOperation.ORDER;
    HttpCall call = read.get(Purpose.ORDER_READ, order);
    return calls.find(call, AskedOrderDocument.class).map(AskedOrderDocument::order);
  }

  /** An order's items; of v0 they are calls of their own. */
  List<OrderItemDocument> items(OrderDocument order, Purpose purpose) throws InterruptedException {
    if (!isV0) {
      return Objects.requireNonNull(order.orderItems(), "no items");
    }
    HttpCall call = AmazonOperation.ITEMS_V0.get(purpose, order.orderId());
    return InTurn.pages(
        at -> calls.read(call.query("NextToken", at.value()), ItemsV0Document.class),
        ItemsV0Document::items,
        ItemsV0Document::next);
  }
}
