package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsPayload;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.OneOrderV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.OrdersPayload;
import dev.onhand.connectors.amazon.AmazonDocuments.OrdersV0Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders of v0, until Amazon ends it: each order's items are a call of their own. */
final class AmazonOrdersV0 implements Orders {

  private static final String ORDERS = "/orders/v0/orders";

  /** With their items two pages stay within the 30 reads of a minute. */
  private static final int PAGE_SIZE = 15;

  private final AmazonSession session;
  private final AmazonMapping mapping;
  private final String marketplace;

  AmazonOrdersV0(Settings settings, AmazonSession session, AmazonMapping mapping) {
    this.session = session;
    this.mapping = mapping;
    this.marketplace = settings.text("marketplace");
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    HttpReply reply =
        session.send(
            HttpCall.get(
                "%s?MarketplaceIds=%s&LastUpdatedAfter=%s&FulfillmentChannels=MFN&MaxResultsPerPage=%d%s"
                    .formatted(
                        ORDERS,
                        HttpCall.encoded(marketplace),
                        AmazonOrders.since(changedSince),
                        PAGE_SIZE,
                        token(from.isStart() ? null : from.value())),
                Purpose.ORDERS_POLL,
                AmazonRates.ORDERS_V0),
            200);
    OrdersPayload page = AmazonDocuments.read(reply, OrdersV0Document.class).payload();
    List<RemoteOrder> orders = new ArrayList<>();
    for (OrderV0Document order : page.orders()) {
      mapping.order(order, items(order.id(), Purpose.ORDERS_POLL)).ifPresent(orders::add);
    }
    return new OrderPage(orders, page.nextToken() == null ? null : new Cursor(page.nextToken()));
  }

  private static String token(@Nullable String token) {
    return token == null ? "" : "&NextToken=" + HttpCall.encoded(token);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    HttpReply reply =
        session.send(
            HttpCall.get(
                ORDERS + "/" + HttpCall.encoded(externalId),
                Purpose.ORDER_READ,
                AmazonRates.ORDER_V0),
            200,
            404);
    return reply.isSuccess()
        ? mapping.order(
            AmazonDocuments.read(reply, OneOrderV0Document.class).payload(),
            items(externalId, Purpose.ORDER_READ))
        : Optional.empty();
  }

  private List<ItemV0Document> items(String order, Purpose purpose) throws InterruptedException {
    List<ItemV0Document> items = new ArrayList<>();
    @Nullable String next = null;
    do {
      String query = token(next).replaceFirst("&", "?");
      HttpReply reply =
          session.send(
              HttpCall.get(
                  "%s/%s/orderItems%s".formatted(ORDERS, HttpCall.encoded(order), query),
                  purpose,
                  AmazonRates.ITEMS_V0),
              200);
      ItemsPayload page = AmazonDocuments.read(reply, ItemsV0Document.class).payload();
      items.addAll(page.items());
      next = page.nextToken();
    } while (next != null);
    return items;
  }
}
