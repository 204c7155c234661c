package dev.onhand.connectors.cdiscount;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.PageSince;
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
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OfferDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OffersDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OrderDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OrdersDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.PackageDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.RequestDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.ResultDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.ResultsDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints. */
final class CdiscountApi {

  /** The rates that calls count to. */
  static final String CALLS = "calls";

  static final String PACKAGES = "packages";
  static final String TOKENS = "tokens";

  /** The most that the channel allows. */
  static final int REQUESTS_PER_CALL = 100;

  static final int ORDERS_PER_PAGE = 100;
  private static final int OFFERS_PER_PAGE = 1_000;

  /** A package may hold 50,000; so many are added with eight calls. */
  static final int BATCH_MAX = 8 * REQUESTS_PER_CALL;

  private static final String LOGIN = "/auth/realms/maas/protocol/openid-connect/token";
  private static final String PACKAGE = "/offer-packages/";

  private final ConnectorHttp http;
  private final AccessTokens tokens;
  private final String salesChannel;

  CdiscountApi(Settings settings, ConnectorHttp http) {
    this.salesChannel = settings.text("sales_channel");
    this.http =
        http.at(settings.url("address"))
            .with(ReplyRules.USUAL.telling("detail"))
            .with("SellerId", settings.text("seller_id"))
            .with("Accept", "application/json");
    this.tokens = new AccessTokens(this.http, "Authorization", "Bearer ", login(settings, http));
  }

  private static FormLogin login(Settings settings, ConnectorHttp http) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", settings.text("client_id"));
    form.put("client_secret", settings.secret("client_secret").reveal());
    return new FormLogin(
        http.at(settings.url("login_address"))
            .with(FormLogin.RULES)
            .with("Accept", "application/json"),
        HttpCall.form(LOGIN, form, Purpose.LOGIN).costing(TOKENS, 1));
  }

  Instant now() {
    return http.now();
  }

  /**
   * @return the id of a package for changes of offers, still open
   */
  String openPackage() throws InterruptedException {
    HttpReply reply =
        tokens.send(
            write(Method.POST, "/offer-packages", Map.of("packageType", "Update"), PACKAGES)
                .with("salesChannelId", salesChannel)
                .asking(),
            201,
            400);
    if (reply.status() == 400) {
      throw new DeferredException(
          Cause.NOT_ALLOWED,
          "Octopia takes no packages in JSON for this sales channel: "
              + CdiscountMapping.said(reply));
    }
    return reply
        .header("Content-Location")
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .filter(id -> !id.isEmpty())
        .orElseThrow(() -> new IllegalStateException("a package without a Content-Location"));
  }

  /**
   * Adds to an open package, which changes no offer yet.
   *
   * @return an answer that says success, or 400
   */
  HttpReply add(String packageId, List<QuantityUpdate> updates) throws InterruptedException {
    List<RequestDocument> requests =
        updates.stream()
            .map(update -> new RequestDocument(update.listing().externalId(), update.quantity()))
            .toList();
    return tokens.send(
        write(Method.POST, PACKAGE + packageId + "/offer-requests", requests).asking(),
        200,
        201,
        202,
        204,
        400);
  }

  /** Closes a package, so that it is worked on; one that is closed already (409) stays so. */
  HttpReply closePackage(String packageId) throws InterruptedException {
    return tokens.send(
        write(Method.PATCH, PACKAGE + packageId, Map.of("state", "Ready")),
        200,
        201,
        202,
        204,
        409);
  }

  /**
   * @return empty: there is no such package any more
   */
  Optional<String> packageState(String packageId) throws InterruptedException {
    HttpReply reply = tokens.send(read(PACKAGE + packageId, Purpose.PUSH_RESULT), 200, 404);
    return reply.isSuccess()
        ? Optional.of(CdiscountDocuments.JSON.read(reply, PackageDocument.class).state())
        : Optional.empty();
  }

  /** What became of each offer of a package, by its reference. */
  Map<String, ResultDocument> results(String packageId) throws InterruptedException {
    Map<String, ResultDocument> results = new HashMap<>();
    String path = PACKAGE + packageId + "/offer-requests-results";
    @Nullable String query = "limit=" + OFFERS_PER_PAGE;
    while (query != null) {
      HttpReply reply = tokens.send(read(path + "?" + query, Purpose.PUSH_RESULT));
      CdiscountDocuments.JSON
          .read(reply, ResultsDocument.class)
          .items()
          .forEach(result -> results.put(result.reference(), result));
      query = next(reply);
    }
    return results;
  }

  /** A page, and the query of the next one. */
  record OffersPage(OffersDocument document, @Nullable String next) {}

  OffersPage offers(@Nullable String query) throws InterruptedException {
    HttpReply reply =
        tokens.send(
            read("/offers?" + (query == null ? offersQuery() : query), Purpose.LISTINGS_READ));
    return new OffersPage(CdiscountDocuments.JSON.read(reply, OffersDocument.class), next(reply));
  }

  private String offersQuery() {
    return "salesChannelId=%s&limit=%d&fields=condition,product,integrationPrice,quantity"
        .formatted(HttpCall.encoded(salesChannel), OFFERS_PER_PAGE);
  }

  Optional<OfferDocument> offer(String reference) throws InterruptedException {
    HttpReply reply =
        tokens.send(
            read(
                "/offers?%s&sellerExternalReferences=%s"
                    .formatted(offersQuery(), HttpCall.encoded(reference)),
                Purpose.LISTING_READ));
    return CdiscountDocuments.JSON.read(reply, OffersDocument.class).items().stream()
        .filter(offer -> offer.reference().equals(reference))
        .findFirst();
  }

  /** The next page is named in a header, by an address of which only the query is followed. */
  private static @Nullable String next(HttpReply reply) {
    return reply.link("next").map(link -> link.getRawQuery()).orElse(null);
  }

  /** From a second before, as it is not known whether the time itself is counted in. */
  OrdersDocument orders(PageSince page) throws InterruptedException {
    return CdiscountDocuments.JSON.read(
        tokens.send(
            read(
                "/orders?salesChannelId=%s&updatedAtMin=%s&pageIndex=%d&pageSize=%d&sort=updatedAt"
                    .formatted(
                        HttpCall.encoded(salesChannel),
                        HttpCall.encoded(page.since().minusSeconds(1).toString()),
                        page.page(),
                        ORDERS_PER_PAGE),
                Purpose.ORDERS_POLL)),
        OrdersDocument.class);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    HttpReply reply =
        tokens.send(read("/orders/" + HttpCall.encoded(order), Purpose.ORDER_READ), 200, 404);
    return CdiscountDocuments.JSON.find(reply, OrderDocument.class);
  }

  private static HttpCall read(String path, Purpose purpose) {
    return HttpCall.get(path, purpose, CALLS);
  }

  private static HttpCall write(Method method, String path, Object body, String... rates) {
    HttpCall call =
        HttpCall.send(method, path, CdiscountDocuments.JSON.write(body), Purpose.PUSH, rates);
    return call.costing(CALLS, 1);
  }
}
