package dev.onhand.connectors.refurbed;

import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connectors.refurbed.OrdersFrom.Kind;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OfferDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OfferReplyDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OffersDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OrderDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OrderReplyDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OrdersDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints. */
final class RefurbedApi {

  /** The rate that all calls count to. */
  static final String CALLS = "calls";

  /** The most that the channel allows. */
  static final int BATCH_MAX = 50;

  private static final int PAGE_SIZE = 100;

  private static final String OFFERS = "/refb.merchant.v1.OfferService/";
  private static final String ORDERS = "/refb.merchant.v1.OrderService/";

  /** Orders of which nothing more is heard here: that an open one was shipped is read from it. */
  private static final List<String> SHIPPED = List.of("SHIPPED", "FULFILLED");

  /**
   * {@code X-RateLimit-Limit}, by its name the ceiling, is what was already used; only when the
   * window ends is of use.
   */
  static final ReplyRules RULES =
      ReplyRules.USUAL
          .telling("message")
          .waiting(RefurbedMapping::untilReset)
          .pausing(
              reply ->
                  reply
                      .header("X-RateLimit-Remaining")
                      .filter("0"::equals)
                      .flatMap(none -> RefurbedMapping.untilReset(reply)));

  private final ConnectorHttp http;
  private final Duration rereadTime;

  RefurbedApi(Settings settings, ConnectorHttp http) {
    this.http =
        http.at(settings.url("address"))
            .with(RULES)
            .with("Authorization", "Plain " + settings.text("token"))
            .with("Accept", "application/json");
    this.rereadTime = Duration.ofDays(settings.number("reread_days"));
  }

  /**
   * @return an answer with 200 or 400
   */
  HttpReply setStocks(List<QuantityUpdate> updates) throws InterruptedException {
    List<Map<String, Object>> offers =
        updates.stream()
            .map(
                update ->
                    Map.of(
                        "identifier",
                        Map.of("id", update.listing().externalId()),
                        "stock",
                        update.quantity()))
            .toList();
    return http.send(
        call(OFFERS + "BatchUpdateOffers", Map.of("offers", offers), Purpose.PUSH), 200, 400);
  }

  OffersDocument offers(@Nullable String after) throws InterruptedException {
    return RefurbedDocuments.JSON.read(
        http.send(
            call(OFFERS + "ListOffers", page(after, Map.of()), Purpose.LISTINGS_READ).asking()),
        OffersDocument.class);
  }

  Optional<OfferDocument> offer(String offer) throws InterruptedException {
    HttpReply reply =
        http.send(
            call(
                    OFFERS + "GetOffer",
                    Map.of("identifier", Map.of("id", offer)),
                    Purpose.LISTING_READ)
                .asking(),
            200,
            404);
    return reply.isSuccess()
        ? Optional.of(RefurbedDocuments.JSON.read(reply, OfferReplyDocument.class).offer())
        : Optional.empty();
  }

  /** Whether there are orders before that time to be read again. */
  boolean rereadsBefore(Instant changedSince) {
    return rereadSince().isBefore(changedSince);
  }

  private Instant rereadSince() {
    return http.now().minus(rereadTime);
  }

  OrdersDocument orders(Instant changedSince, OrdersFrom page) throws InterruptedException {
    Map<String, Object> filter =
        page.kind() == Kind.NEW
            ? Map.of("released_at", Map.of("ge", changedSince.toString()))
            : Map.of(
                "released_at",
                Map.of("ge", rereadSince().toString(), "lt", changedSince.toString()),
                "state",
                Map.of("none_of", SHIPPED));
    return RefurbedDocuments.JSON.read(
        http.send(
            call(
                    ORDERS + "ListOrders",
                    page(page.after(), Map.of("filter", filter)),
                    Purpose.ORDERS_POLL)
                .asking()),
        OrdersDocument.class);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    HttpReply reply =
        http.send(
            call(ORDERS + "GetOrder", Map.of("id", order), Purpose.ORDER_READ).asking(), 200, 404);
    return reply.isSuccess()
        ? Optional.of(RefurbedDocuments.JSON.read(reply, OrderReplyDocument.class).order())
        : Optional.empty();
  }

  /** In the order of ids: what is new comes behind what was read. */
  private static Map<String, Object> page(@Nullable String after, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put(
        "pagination",
        after == null
            ? Map.of("limit", PAGE_SIZE)
            : Map.of("limit", PAGE_SIZE, "starting_after", after));
    body.put("sort", Map.of("by", "ID", "order", "ASC"));
    return body;
  }

  private static HttpCall call(String method, Map<String, Object> body, Purpose purpose) {
    return HttpCall.send(Method.POST, method, RefurbedDocuments.JSON.write(body), purpose, CALLS);
  }
}
