package dev.onhand.connectors.backmarket;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connectors.backmarket.BackMarketDocuments.ListingDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.ListingsDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.OrderDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.OrdersDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The endpoints. */
final class BackMarketApi {

  /** The rates that calls count to. */
  static final String CALLS = "calls";

  static final String LISTING_CALLS = "listing calls";
  static final String CHANGED_LISTINGS = "changed listings";

  /** The most that the channel allows. */
  private static final int PAGE_SIZE = 50;

  /** The firewall in front says 403 too, and then nothing is wrong with the token. */
  private static final ReplyRules RULES =
      ReplyRules.USUAL.meaning(
          Cause.TURNED_AWAY,
          reply -> reply.status() == 403 && reply.text().contains("bot-need-challenge"));

  private final ConnectorHttp http;

  BackMarketApi(Settings settings, ConnectorHttp http) {
    this.http =
        http.at(settings.url("address"))
            .with(RULES)
            .with("Authorization", "Basic " + settings.text("token"))
            .with("Accept", "application/json")
            .with("Accept-Language", settings.text("market"))
            .with(
                "User-Agent",
                "BM-%s-Onhand;%s".formatted(settings.text("company"), settings.text("contact")));
  }

  /**
   * @return an answer with 200, 400 or 404
   */
  HttpReply setQuantity(String listing, long quantity) throws InterruptedException {
    return http.send(
        HttpCall.send(
            Method.POST,
            "/ws/listings/" + HttpCall.encoded(listing),
            "{\"quantity\":%d}".formatted(quantity),
            Purpose.PUSH,
            LISTING_CALLS,
            CHANGED_LISTINGS),
        200,
        400,
        404);
  }

  ListingsDocument listings(int page) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "/ws/listings?page=%d&page-size=%d".formatted(page, PAGE_SIZE),
                Purpose.LISTINGS_READ,
                LISTING_CALLS),
            200,
            404);
    return isPastTheEnd(reply, page)
        ? new ListingsDocument(null, List.of())
        : BackMarketDocuments.JSON.read(reply, ListingsDocument.class);
  }

  Optional<ListingDocument> listing(String listing) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "/ws/listings/" + HttpCall.encoded(listing), Purpose.LISTING_READ, LISTING_CALLS),
            200,
            404);
    return BackMarketDocuments.JSON.find(reply, ListingDocument.class);
  }

  OrdersDocument orders(Instant changedSince, int page) throws InterruptedException {
    String since = changedSince.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00");
    HttpReply reply =
        http.send(
            HttpCall.get(
                "/ws/orders?date_modification=%s&page=%d&page-size=%d"
                    .formatted(HttpCall.encoded(since), page, PAGE_SIZE),
                Purpose.ORDERS_POLL,
                CALLS),
            200,
            404);
    return isPastTheEnd(reply, page)
        ? new OrdersDocument(null, List.of())
        : BackMarketDocuments.JSON.read(reply, OrdersDocument.class);
  }

  Optional<OrderDocument> order(String order) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get("/ws/orders/" + HttpCall.encoded(order), Purpose.ORDER_READ, CALLS),
            200,
            404);
    return BackMarketDocuments.JSON.find(reply, OrderDocument.class);
  }

  /** The list may have become shorter since the page before; the first page is always there. */
  private static boolean isPastTheEnd(HttpReply reply, int page) {
    return reply.status() == 404 && page > 1;
  }
}
