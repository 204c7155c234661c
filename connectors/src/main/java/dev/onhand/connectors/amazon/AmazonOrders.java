package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.JsonCalls;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrdersDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.PaginationDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Orders of 2026-01-01. Without FULFILLMENT they have no status. */
final class AmazonOrders implements Orders {

  private static final String ORDERS = "/orders/2026-01-01/orders";
  private static final String INCLUDED = "includedData=FULFILLMENT,CANCELLATION";
  private static final int PAGE_SIZE = 100;

  /** Amazon shows orders up to two minutes ago for sure. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private final JsonCalls calls;
  private final AmazonMapping mapping;
  private final String marketplace;

  AmazonOrders(Settings settings, JsonCalls calls, AmazonMapping mapping) {
    this.calls = calls;
    this.mapping = mapping;
    this.marketplace = settings.text("marketplace");
  }

  /** A time as both versions of the API take it. */
  static String since(Instant changedSince) {
    return HttpCall.encoded(changedSince.minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    String token = from.isStart() ? "" : "&paginationToken=" + HttpCall.encoded(from.value());
    OrdersDocument page =
        calls.read(
            HttpCall.get(
                "%s?lastUpdatedAfter=%s&marketplaceIds=%s&fulfilledBy=MERCHANT&%s&maxResultsPerPage=%d%s"
                    .formatted(
                        ORDERS,
                        since(changedSince),
                        HttpCall.encoded(marketplace),
                        INCLUDED,
                        PAGE_SIZE,
                        token),
                Purpose.ORDERS_POLL,
                AmazonRates.ORDERS),
            OrdersDocument.class);
    return new OrderPage(
        page.orders().stream().map(mapping::order).flatMap(Optional::stream).toList(),
        PaginationDocument.next(page.pagination()).map(Cursor::new).orElse(null));
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    String path = "%s/%s?%s".formatted(ORDERS, HttpCall.encoded(externalId), INCLUDED);
    return calls
        .find(
            HttpCall.get(path, Purpose.ORDER_READ, AmazonRates.ORDER),
            "/order",
            OrderDocument.class)
        .flatMap(mapping::order);
  }
}
