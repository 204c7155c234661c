package dev.onhand.connectors.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrdersDocument;
import dev.onhand.model.Effect;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class AmazonMappingTest {

  @Test
  void readsAnOrder() {
    OrderDocument document =
        read(
            """
            {"orderId":"123-4567890-1234567",
             "orderAliases":[{"aliasId":"SELLER-1","aliasType":"SELLER_ORDER_ID"}],
             "createdTime":"2024-12-25T10:30:00Z","lastUpdatedTime":"2024-12-25T14:45:00Z",
             "salesChannel":{"channelName":"AMAZON","marketplaceId":"ATVPDKIKX0DER"},
             "fulfillment":{"fulfillmentStatus":"UNSHIPPED","fulfilledBy":"MERCHANT"},
             "orderItems":[{"orderItemId":"12345678901234","quantityOrdered":2,
               "product":{"asin":"B08N5WRWNW","sellerSku":"ECHO-DOT-4-CHARCOAL"},
               "fulfillment":{"quantityFulfilled":0,"quantityUnfulfilled":2},
               "cancellation":{"cancellationRequest":{"requester":"BUYER","cancelReason":"…"}}}]}
            """,
            OrderDocument.class);

    assertThat(map(document, true))
        .contains(
            new RemoteOrder(
                "123-4567890-1234567",
                "UNSHIPPED",
                Instant.parse("2024-12-25T10:30:00Z"),
                Instant.parse("2024-12-25T14:45:00Z"),
                null,
                List.of(
                    new RemoteOrder.Line(
                        "12345678901234",
                        "ECHO-DOT-4-CHARCOAL",
                        "ECHO-DOT-4-CHARCOAL",
                        null,
                        2,
                        0,
                        0,
                        null)),
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING_AVAILABILITY, RESERVE",
    "PendingAvailability, RESERVE",
    "PENDING, RESERVE",
    "Pending, RESERVE",
    "UNSHIPPED, RESERVE",
    "Unshipped, RESERVE",
    "PARTIALLY_SHIPPED, RESERVE",
    "PartiallyShipped, RESERVE",
    "SHIPPED, FULFIL",
    "Shipped, FULFIL",
    "InvoiceUnconfirmed, RESERVE",
    "CANCELLED, RELEASE",
    "Canceled, RELEASE",
    "UNFULFILLABLE, IGNORE",
    "Unfulfillable, IGNORE",
  })
  void saysWhatEachStatusMeansInBothSpellings(String status, Effect effect) {
    assertThat(AmazonConnectorFactory.DESCRIPTOR.effect(status)).contains(effect);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, '', 0, 0", // wanted
    "3, 1, '', 0, 1", // one of them is gone
    "2, 0, cancellationRequest, 0, 0", // a wish of the buyer's: still reserved
    "2, 0, cancellationExecution, 2, 0", // done: released
    "3, 1, cancellationExecution, 2, 1", // what is gone is gone
    "0, 0, cancellationExecution, 0, 0", // a cancelled item may show nothing ordered
  })
  void readsEachFateOfALine(
      long ordered, long fulfilled, String cancellation, long cancelled, long shipped) {
    String done = cancellation.isEmpty() ? "{}" : "{\"%s\":{}}".formatted(cancellation);
    RemoteOrder.Line line = line("UNSHIPPED", ordered, fulfilled, done, true);

    assertThat(line.quantity()).isEqualTo(ordered);
    assertThat(line.cancelled()).isEqualTo(cancelled);
    assertThat(line.shipped()).isEqualTo(shipped);
  }

  @Test
  void ignoresOrdersForWhatIsNotOutYetWhereASettingSaysSo() {
    assertThat(line("PENDING_AVAILABILITY", 2, 0, "{}", true).cancelled()).isZero();
    assertThat(line("PENDING_AVAILABILITY", 2, 0, "{}", false).cancelled()).isEqualTo(2);
    assertThat(line("PENDING", 2, 0, "{}", false).cancelled()).isZero();
  }

  @Test
  void ignoresOrdersThatAmazonFulfils() {
    assertThat(map(order("UNSHIPPED", "AMAZON", 2, 0, "{}"), true)).isEmpty();
    assertThat(AmazonMapping.order(v0("AFN"), List.of(), true)).isEmpty();
    assertThat(AmazonMapping.order(v0("MFN"), List.of(), true)).isPresent();
  }

  @Test
  void readsAnItemOfTheOldVersion() {
    OrderItemDocument item =
        read(
            "{\"OrderItemId\":\"9\",\"ASIN\":\"B1\",\"QuantityOrdered\":3,\"QuantityShipped\":1}",
            OrderItemDocument.class);

    assertThat(AmazonMapping.order(v0("MFN"), List.of(item), true).orElseThrow().lines())
        .containsExactly(new RemoteOrder.Line("9", null, null, null, 3, 0, 1, null));
  }

  @Test
  void guessesNothingWhereThereIsNoStatus() {
    RemoteOrder order =
        map(
                read(
                    """
                    {"orderId":"1","createdTime":"2026-01-01T00:00:00Z",
                     "lastUpdatedTime":"2026-01-01T00:00:00Z","salesChannel":{"channelName":"AMAZON"},
                     "orderItems":[{"orderItemId":"9","quantityOrdered":2}]}
                    """,
                    OrderDocument.class),
                true)
            .orElseThrow();

    assertThat(AmazonConnectorFactory.DESCRIPTOR.effect(order.status())).isEmpty();
    assertThat(order.lines().getFirst().sku()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'[\"BUYABLE\",\"DISCOVERABLE\"]', 5, ACTIVE",
    "'[\"DISCOVERABLE\"]', 5, PAUSED",
    "'[]', 5, PAUSED",
    "'[]', 0, ACTIVE", // sold out, and comes back with its stock
    "'[]', null, INCOMPLETE",
  })
  void readsWhetherAListingCanBeBought(String status, String quantity, State state) {
    ItemDocument item =
        item(
            status,
            "[{\"fulfillmentChannelCode\":\"DEFAULT\",\"quantity\":%s}]".formatted(quantity));

    assertThat(AmazonMapping.listing(item).orElseThrow().state()).isEqualTo(state);
  }

  @Test
  void readsTheSellersOwnNumberBesideAStrayOne() {
    ItemDocument item =
        item(
            "[\"BUYABLE\"]",
            """
            [{"fulfillmentChannelCode":"Default","quantity":99},
             {"fulfillmentChannelCode":"DEFAULT","quantity":4}]
            """);

    assertThat(AmazonMapping.listing(item).orElseThrow().quantity()).isEqualTo(4);
  }

  @Test
  void doesNotListWhatAmazonFulfils() {
    assertThat(AmazonMapping.listing(item("[]", "[{\"fulfillmentChannelCode\":\"AMAZON_EU\"}]")))
        .isEmpty();
    assertThat(AmazonMapping.listing(item("[]", "[]"))).isPresent();
  }

  private static final String ORDER_CHANGE =
      """
      {"NotificationVersion":"1.0","NotificationType":"ORDER_CHANGE","PayloadVersion":"1.0",
       "EventTime":"2024-01-01T00:00:00Z",
       "Payload":{"OrderChangeNotification":{"NotificationLevel":"OrderLevel","SellerId":"A1",
         "AmazonOrderId":"123-1","OrderChangeType":"OrderStatusChange",
         "Summary":{"MarketplaceId":"ATVPDKIKX0DER","OrderStatus":"Unshipped","FulfillmentType":"MFN",
          "OrderItems":[{"OrderItemId":"9","SellerSKU":"A","Quantity":2,"QuantityShipped":0}]}}},
       "NotificationMetadata":{"ApplicationId":"a","SubscriptionId":"s",
         "PublishTime":"2024-01-01T00:00:00Z","NotificationId":"n-1"}}
      """;

  @Test
  void readsWhichOrderANotificationIsAboutAlsoWhereItIsWrapped() {
    WebhookNotice notice = new WebhookNotice("n-1", "ORDER_CHANGE", List.of("123-1"), List.of());

    for (String body : List.of(ORDER_CHANGE, "{\"detail\":%s}".formatted(ORDER_CHANGE))) {
      assertThat(AmazonMapping.notice("d", body.getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(notice);
    }
  }

  @Test
  void readsWhichListingANotificationIsAbout() {
    String body =
        """
        {"NotificationType":"LISTINGS_ITEM_MFN_QUANTITY_CHANGE",
         "Payload":{"SellerId":"A1","FulfillmentChannelCode":"DEFAULT","Sku":"A","Quantity":3},
         "NotificationMetadata":{"NotificationId":"n-2"}}
        """;

    assertThat(AmazonMapping.notice("d", body.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new WebhookNotice("n-2", "LISTINGS_ITEM_MFN_QUANTITY_CHANGE", List.of(), List.of("A")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"orders\":null}", "{\"payload\":{}}", "[]", "null", ""})
  void takesNothingElseForAnEmptyPage(String body) {
    assertThatThrownBy(() -> read(body, OrdersDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  private static Optional<RemoteOrder> map(OrderDocument order, boolean reservesPreorders) {
    return AmazonMapping.order(order, order.orderItems(), reservesPreorders);
  }

  private static RemoteOrder.Line line(
      String status, long ordered, long fulfilled, String cancellation, boolean reservesPreorders) {
    return map(order(status, "MERCHANT", ordered, fulfilled, cancellation), reservesPreorders)
        .orElseThrow()
        .lines()
        .getFirst();
  }

  private static OrderDocument order(
      String status, String by, long ordered, long fulfilled, String cancellation) {
    return read(
        """
        {"orderId":"1","createdTime":"2026-01-01T00:00:00Z","lastUpdatedTime":"2026-01-01T00:00:00Z",
         "fulfillment":{"fulfillmentStatus":"%s","fulfilledBy":"%s"},
         "orderItems":[{"orderItemId":"9","quantityOrdered":%d,"product":{"sellerSku":"A"},
           "fulfillment":{"quantityFulfilled":%d},"cancellation":%s}]}
        """
            .formatted(status, by, ordered, fulfilled, cancellation),
        OrderDocument.class);
  }

  private static OrderDocument v0(String channel) {
    return read(
        """
        {"AmazonOrderId":"1","OrderStatus":"Unshipped","FulfillmentChannel":"%s",
         "PurchaseDate":"2026-01-01T00:00:00Z","LastUpdateDate":"2026-01-01T00:00:00Z"}
        """
            .formatted(channel),
        OrderDocument.class);
  }

  private static ItemDocument item(String status, String availability) {
    return read(
        "{\"sku\":\"A\",\"summaries\":[{\"status\":%s}],\"fulfillmentAvailability\":%s}"
            .formatted(status, availability),
        ItemDocument.class);
  }

  private static <T> T read(String body, Class<T> type) {
    return AmazonDocuments.JSON.read(body.getBytes(StandardCharsets.UTF_8), type);
  }
}
