package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.JsonCalls;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.OrdersV0Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders of v0, until Amazon ends it: each order's items are a call of their own. */
final class AmazonOrdersV0 implements Orders {

  private static final String ORDERS = "/orders/v0/orders";
  private static final String PAYLOAD = "/payload";

  /** With their items two pages stay within the 30 reads of a minute. */
  private static final int PAGE_SIZE = 15;

  private final JsonCalls calls;
  private final AmazonMapping mapping;
  private final String marketplace;

  AmazonOrdersV0(Settings settings, JsonCalls calls, AmazonMapping mapping) {
    this.calls = calls;
    this.mapping = mapping;
    this.marketplace = settings.text("marketplace");
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    OrdersV0Document page =
        calls.read(
            HttpCall.get(
                "%s?MarketplaceIds=%s&LastUpdatedAfter=%s&FulfillmentChannels=MFN&MaxResultsPerPage=%d%s"
                    .formatted(
                        ORDERS,
                        HttpCall.encoded(marketplace),
                        AmazonOrders.since(changedSince),
                        PAGE_SIZE,
                        from.isStart() ? "" : "&NextToken=" + HttpCall.encoded(from.value())),
                Purpose.ORDERS_POLL,
                AmazonRates.ORDERS_V0),
            PAYLOAD,
            OrdersV0Document.class);
    List<RemoteOrder> orders = new ArrayList<>();
    for (OrderV0Document order : page.orders()) {
      mapping.order(order, items(order.id(), Purpose.ORDERS_POLL)).ifPresent(orders::add);
    }
    return new OrderPage(orders, page.nextToken() == null ? null : new Cursor(page.nextToken()));
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    String path = ORDERS + "/" + HttpCall.encoded(externalId);
    Optional<OrderV0Document> order =
        calls.find(
            HttpCall.get(path, Purpose.ORDER_READ, AmazonRates.ORDER_V0),
            PAYLOAD,
            OrderV0Document.class);
    return order.isPresent()
        ? mapping.order(order.get(), items(externalId, Purpose.ORDER_READ))
        : Optional.empty();
  }

  private List<ItemV0Document> items(String order, Purpose purpose) throws InterruptedException {
    String path = "%s/%s/orderItems".formatted(ORDERS, HttpCall.encoded(order));
    List<ItemV0Document> items = new ArrayList<>();
    @Nullable String next = path;
    while (next != null) {
      ItemsV0Document page =
          calls.read(
              HttpCall.get(next, purpose, AmazonRates.ITEMS_V0), PAYLOAD, ItemsV0Document.class);
      items.addAll(page.items());
      @Nullable String token = page.nextToken();
      next = token == null ? null : path + "?NextToken=" + HttpCall.encoded(token);
    }
    return items;
  }
}
