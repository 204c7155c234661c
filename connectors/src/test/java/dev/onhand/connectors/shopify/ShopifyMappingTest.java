package dev.onhand.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.Graphql.Connection;
import dev.onhand.connector.json.Graphql.PageInfo;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrderDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.SetDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.UserErrorDocument;
import dev.onhand.model.Effect;
import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopifyMappingTest {

  private static final String ID = "gid://shopify/LineItem/9";

  @Test
  void readsAnItem() {
    ItemDocument item =
        read(
            """
            {"id":"gid://shopify/InventoryItem/43729076","sku":"element-151","tracked":true,
             "updatedAt":"2026-01-01T10:00:00Z",
             "variant":{"id":"gid://shopify/ProductVariant/43729076","displayName":"Element - 151cm",
               "product":{"id":"gid://shopify/Product/20995642","status":"ACTIVE"}},
             "inventoryLevel":{"quantities":[{"name":"available","quantity":-18}]}}
            """,
            ItemDocument.class);

    assertThat(ShopifyMapping.listing(item))
        .isEqualTo(
            new RemoteListing(
                new ListingRef("gid://shopify/InventoryItem/43729076", "element-151"),
                List.of(),
                null,
                "Element - 151cm",
                null,
                State.ACTIVE,
                -18L));
  }

  /** Shopify lets several items have one SKU, and items have none. */
  @Test
  void itemsOfOneSkuAndOfNoneAreListingsOfTheirOwn() {
    String item =
        """
        {"id":"gid://shopify/InventoryItem/%d","sku":%s,"tracked":true,
         "variant":{"id":"gid://shopify/ProductVariant/1","displayName":"Element",
           "product":{"id":"gid://shopify/Product/1","status":"ACTIVE"}},
         "inventoryLevel":{"quantities":[{"name":"available","quantity":%d}]}}
        """;

    assertThat(
            Stream.of(
                    item.formatted(1, "\"TWICE\"", 7),
                    item.formatted(2, "\"TWICE\"", 5),
                    item.formatted(3, "\"\"", 3),
                    item.formatted(4, "null", 2))
                .map(it -> ShopifyMapping.listing(read(it, ItemDocument.class))))
        .extracting(it -> it.ref().externalId(), it -> it.ref().sku(), RemoteListing::quantity)
        .containsExactly(
            tuple("gid://shopify/InventoryItem/1", "TWICE", 7L),
            tuple("gid://shopify/InventoryItem/2", "TWICE", 5L),
            tuple("gid://shopify/InventoryItem/3", null, 3L),
            tuple("gid://shopify/InventoryItem/4", null, 2L));
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVE, ACTIVE",
    "UNLISTED, ACTIVE",
    "DRAFT, PAUSED",
    "ARCHIVED, ENDED",
    "SOMETHING_NEW, PAUSED"
  })
  void readsWhetherAListingCanBeBought(String status, State state) {
    ItemDocument item =
        read(
            """
            {"id":"gid://shopify/InventoryItem/1","tracked":true,
             "variant":{"product":{"status":"%s"}},"inventoryLevel":{"quantities":[]}}
            """
                .formatted(status),
            ItemDocument.class);

    assertThat(ShopifyMapping.listing(item).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "UNFULFILLED, RESERVE",
    "OPEN, RESERVE",
    "IN_PROGRESS, RESERVE",
    "PENDING_FULFILLMENT, RESERVE",
    "SCHEDULED, RESERVE",
    "ON_HOLD, RESERVE",
    "REQUEST_DECLINED, RESERVE",
    "PARTIALLY_FULFILLED, RESERVE",
    "FULFILLED, FULFIL",
    "RESTOCKED, RELEASE",
    "FULFILLMENT_NOT_REQUIRED, IGNORE",
  })
  void saysWhatEachStatusMeans(String status, Effect effect) {
    RemoteOrder order = mapped(order(status, "null", false, 3, 3, 3, ""));

    assertThat(ShopifyConnectorFactory.DESCRIPTOR.effect(order.status())).contains(effect);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PENDING",
        "AUTHORIZED",
        "PARTIALLY_PAID",
        "PAID",
        "PARTIALLY_REFUNDED",
        "REFUNDED",
        "VOIDED",
        "EXPIRED"
      })
  void doesNotGoByMoney(String financial) {
    String body =
        """
        {"id":"gid://shopify/Order/1","createdAt":"2026-01-01T00:00:00Z",
         "updatedAt":"2026-01-01T00:00:00Z","displayFulfillmentStatus":"UNFULFILLED",
         "displayFinancialStatus":"%s","refunds":[],
         "lineItems":{"nodes":[],"pageInfo":{"hasNextPage":false}}}
        """
            .formatted(financial);

    assertThat(mapped(read(body, OrderDocument.class)).status()).isEqualTo("UNFULFILLED");
  }

  @ParameterizedTest
  @CsvSource({
    // status, cancelled at?, current, unfulfilled, refund of 2 -> cancelled, shipped, returned; of
    // 5
    "UNFULFILLED, false, 5, 5, '', 0, 0, 0",
    "PARTIALLY_FULFILLED, false, 5, 2, '', 0, 3, 0",
    "FULFILLED, false, 5, 0, '', 0, 5, 0",
    "UNFULFILLED, false, 3, 3, CANCEL, 2, 0, 0", // was not packed, and put back
    "FULFILLED, false, 3, 0, RETURN, 0, 5, 2", // was shipped, and is on sale again
    "UNFULFILLED, false, 3, 3, NO_RESTOCK, 0, 2, 0", // not put back: gone, as Shopify has it
    "FULFILLED, false, 3, 0, NO_RESTOCK, 0, 5, 0", // paid back, which says nothing of the goods
    "UNFULFILLED, false, 3, 3, LEGACY_RESTOCK, 2, 0, 0",
    "FULFILLED, false, 3, 0, LEGACY_RESTOCK, 0, 5, 2",
    "UNFULFILLED, false, 4, 4, '', 1, 0, 0", // edited to fewer
    "UNFULFILLED, true, 3, 0, CANCEL, 2, 3, 0", // cancelled: what no refund put back is gone
    "UNFULFILLED, true, 3, 3, NO_RESTOCK, 0, 5, 0",
    "FULFILLMENT_NOT_REQUIRED, false, 5, 0, '', 5, 0, 0", // nothing of ours
  })
  void readsEachFateOfALine(
      String status,
      boolean isCancelled,
      long current,
      long unfulfilled,
      String refund,
      long cancelled,
      long shipped,
      long returned) {
    String at = isCancelled ? "\"2026-01-02T00:00:00Z\"" : "null";
    RemoteOrder order = mapped(order(status, at, false, 5, current, unfulfilled, refund));

    assertThat(order.status()).isEqualTo(isCancelled ? "CANCELLED" : status);
    assertThat(order.lines())
        .containsExactly(
            new RemoteOrder.Line(
                ID,
                "gid://shopify/InventoryItem/1",
                "A",
                null,
                5,
                cancelled,
                shipped,
                returned,
                null));
  }

  @Test
  void cancelledAloneDoesNotSayThatUnitsCameBack() {
    RemoteOrder order =
        mapped(order("UNFULFILLED", "\"2026-01-02T00:00:00Z\"", false, 5, 0, 0, ""));

    assertThat(ShopifyConnectorFactory.DESCRIPTOR.effect(order.status())).contains(Effect.RELEASE);
    assertThat(order.lines().getFirst().cancelled()).isZero();
    assertThat(order.lines().getFirst().shipped()).isEqualTo(5);
  }

  @Test
  void ignoresTestOrders() {
    RemoteOrder order = mapped(order("UNFULFILLED", "null", true, 5, 5, 5, ""));

    assertThat(ShopifyConnectorFactory.DESCRIPTOR.effect(order.status())).contains(Effect.IGNORE);
    assertThat(order.lines().getFirst().cancelled()).isEqualTo(5);
  }

  @Test
  void guessesNothingWhereNotAllRefundsAreThere() {
    OrderDocument one = order("FULFILLED", "null", false, 5, 5, 0, "");
    OrderDocument many =
        new OrderDocument(
            one.id(),
            one.createdAt(),
            one.updatedAt(),
            null,
            false,
            "FULFILLED",
            one.lineItems(),
            java.util.Collections.nCopies(
                10, order("FULFILLED", "null", false, 5, 5, 0, "RETURN").refunds().getFirst()));

    assertThat(ShopifyConnectorFactory.DESCRIPTOR.effect(mapped(many).status())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CHANGE_FROM_QUANTITY_STALE, STALE_EXPECTATION",
    "ITEM_NOT_STOCKED_AT_LOCATION, NOT_EDITABLE",
    "INVALID_INVENTORY_ITEM, UNKNOWN_LISTING",
    "INVALID_LOCATION, OTHER",
    "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR, OTHER",
    "NON_MUTABLE_INVENTORY_ITEM, NOT_EDITABLE",
    "INVALID_QUANTITY_TOO_HIGH, BAD_QUANTITY",
    "INVALID_QUANTITY_TOO_LOW, BAD_QUANTITY",
    "INVALID_QUANTITY_NEGATIVE, BAD_QUANTITY",
    "INVALID_NAME, OTHER",
    "INVALID_REASON, OTHER",
    "INVALID_REFERENCE_DOCUMENT, OTHER",
    "IDEMPOTENCY_KEY_PARAMETER_MISMATCH, OTHER",
  })
  void readsEachRefusal(String code, Refusal reason) {
    assertThat(ShopifyMapping.refused(3, List.of(error(code, "1"))).get(1))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.detail()).startsWith(code);
            });
  }

  @Test
  void triesAnewUnderAnotherKeyWhereTheFirstTryFailed() {
    assertThat(
            new SetDocument(null, List.of(error("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", "0")))
                .hasFailedBefore())
        .isTrue();
    assertThat(new SetDocument(null, List.of(error("INVALID_REASON", "0"))).hasFailedBefore())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "401, LOGIN_REFUSED",
    "402, NOT_ALLOWED", // frozen
    "403, LOGIN_REFUSED",
    "404, UNEXPECTED",
    "423, NOT_ALLOWED", // locked
    "429, THROTTLED",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
  })
  void readsWhatEachHttpStatusMeans(int status, Cause why) {
    HttpReply reply = new HttpReply(status, Map.of(), new byte[0], Instant.EPOCH, Instant.EPOCH);

    assertThat(ShopifyRules.RULES.why(reply)).isEqualTo(why);
  }

  @Test
  void waitsWhereTheSameAttemptIsStillUnderWay() {
    assertThat(ShopifyMapping.refused(1, List.of(error("IDEMPOTENCY_CONCURRENT_REQUEST", "0"))))
        .allSatisfy(
            (entry, outcome) -> assertThat(outcome).isInstanceOf(PushOutcome.Deferred.class));
  }

  @Test
  void takesAnErrorThatNamesNoneForAll() {
    UserErrorDocument error =
        new UserErrorDocument("INVALID_REASON", List.of("input", "reason"), "no");

    assertThat(ShopifyMapping.refused(3, List.of(error))).containsOnlyKeys(0, 1, 2);
    assertThat(ShopifyMapping.refused(3, List.of(error("INVALID_LOCATION", "7"))))
        .containsOnlyKeys(0, 1, 2);
  }

  @Test
  void whatIsSaidOfOneWinsOverWhatIsSaidOfAllInAnyOrder() {
    UserErrorDocument all =
        new UserErrorDocument("INVALID_REASON", List.of("input", "reason"), "no");
    UserErrorDocument one = error("INVALID_INVENTORY_ITEM", "1");

    for (List<UserErrorDocument> errors : List.of(List.of(all, one), List.of(one, all))) {
      assertThat(ShopifyMapping.refused(2, errors))
          .extractingByKeys(0, 1)
          .extracting(outcome -> ((Refused) outcome).reason())
          .containsExactly(Refusal.OTHER, Refusal.UNKNOWN_LISTING);
    }
  }

  @Test
  void waitsUntilThereAreEnoughPoints() {
    HttpReply reply =
        reply(
            """
            {"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],
             "extensions":{"cost":{"requestedQueryCost":502,"actualQueryCost":null,
              "throttleStatus":{"maximumAvailable":1000.0,"currentlyAvailable":120,"restoreRate":100.0}}}}
            """);

    assertThat(ShopifyRules.RULES.waitAfter(reply)).contains(Duration.ofMillis(3_820));
    assertThat(ShopifyRules.RULES.waitAfter(reply("{}"))).isEmpty();
  }

  /** By plan: 100, 200, 1000 or 2000 points a second. */
  @ParameterizedTest
  @ValueSource(strings = {"100.0", "200", "1000.0", "2000.0"})
  void learnsFromAnyAnswerHowFastPointsComeBack(String rate) {
    HttpCall call = HttpCall.get("/", Purpose.LISTING_READ);
    String cost =
        "{\"data\":{},\"extensions\":{\"cost\":{\"throttleStatus\":{\"restoreRate\":%s}}}}";

    assertThat(ShopifyRules.RULES.perSecond(call, reply(cost.formatted(rate))))
        .isEqualTo(Map.of("points", Double.valueOf(rate)));
    assertThat(ShopifyRules.RULES.perSecond(call, reply("{}"))).isEmpty();
  }

  private static HttpReply reply(String body) {
    return new HttpReply(
        200, Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, Instant.EPOCH);
  }

  /** One connection gives 25,000 items at most: each page is the first of its own. */
  @Test
  void eachPageOfItemsBeginsBehindTheLastItem() {
    String item =
        "{\"id\":\"gid://shopify/InventoryItem/%d\",\"tracked\":true,\"inventoryLevel\":null}";
    String page = "[%s,%s]".formatted(item.formatted(8), item.formatted(777));
    List<ItemDocument> items = List.of(read(page, ItemDocument[].class));

    assertThat(ShopifyMapping.listings(new Connection<>(items, new PageInfo(true, "end"))).next())
        .isEqualTo(Cursor.of(777));
    assertThat(ShopifyMapping.listings(new Connection<>(items, new PageInfo(false, "end"))).next())
        .isNull();
  }

  /** HMAC-SHA256 of these bytes with this secret, made by another program. */
  @Test
  void takesACallByteForByte() {
    String body =
        "{\"id\":450789469,\"admin_graphql_api_id\":\"gid://shopify/Order/450789469\","
            + "\"updated_at\":\"2026-01-01T10:00:00-05:00\"}";

    assertThat(notice(body, "iabywVk5AMva4G+AVbL5SpNDXS2KxYXUrDcHVO2QY4A="))
        .isEqualTo(
            new WebhookNotice(
                "b54557e4", "orders/updated", List.of("gid://shopify/Order/450789469"), List.of()));
    assertThatThrownBy(() -> notice(body + " ", "iabywVk5AMva4G+AVbL5SpNDXS2KxYXUrDcHVO2QY4A="))
        .isInstanceOf(ForgedWebhookException.class);
    assertThatThrownBy(() -> notice(body, "no base 64!"))
        .isInstanceOf(ForgedWebhookException.class);
  }

  /** The level's own id is no item's. */
  @Test
  void makesAnItemsIdOfItsNumber() {
    assertThat(
            read(
                    """
                    {"inventory_item_id":271878346596884015,"location_id":24826418,"available":10,
                     "admin_graphql_api_id":"gid://shopify/InventoryLevel/24826418?inventory_item_id=271878346596884015"}
                    """,
                    ShopifyDocuments.HookDocument.class)
                .item())
        .isEqualTo(271878346596884015L);
  }

  private static WebhookNotice notice(String body, String signature) {
    return ShopifyMapping.notice(
        Optional.of(Secret.of("hush-hush-app-secret")),
        new WebhookRequest(
            Map.of(
                "x-shopify-hmac-sha256", List.of(signature),
                "x-shopify-webhook-id", List.of("b54557e4"),
                "x-shopify-topic", List.of("orders/updated")),
            "",
            body.getBytes(StandardCharsets.UTF_8),
            Instant.EPOCH));
  }

  private static UserErrorDocument error(String code, String entry) {
    return new UserErrorDocument(
        code, List.of("input", "quantities", entry, "quantity"), "it says");
  }

  private static OrderDocument order(
      String status,
      String cancelledAt,
      boolean isTest,
      long ordered,
      long current,
      long unfulfilled,
      String refund) {
    String refunds =
        refund.isEmpty()
            ? ""
            : """
            {"refundLineItems":{"nodes":[{"quantity":2,"restockType":"%s","lineItem":{"id":"%s"}}],
             "pageInfo":{"hasNextPage":false}}}
            """
                .formatted(refund, ID);
    return read(
        """
        {"id":"gid://shopify/Order/1","createdAt":"2026-01-01T00:00:00Z",
         "updatedAt":"2026-01-01T00:00:00Z","cancelledAt":%s,"test":%s,
         "displayFulfillmentStatus":"%s","refunds":[%s],
         "lineItems":{"pageInfo":{"hasNextPage":false},"nodes":[
           {"id":"%s","sku":"A","quantity":%d,"currentQuantity":%d,"unfulfilledQuantity":%d,
            "variant":{"inventoryItem":{"id":"gid://shopify/InventoryItem/1"}}}]}}
        """
            .formatted(cancelledAt, isTest, status, refunds, ID, ordered, current, unfulfilled),
        OrderDocument.class);
  }

  private static RemoteOrder mapped(OrderDocument order) {
    return ShopifyMapping.order(order, order.lineItems().nodes());
  }

  private static <T> T read(String body, Class<T> type) {
    return ShopifyDocuments.JSON.read(body.getBytes(StandardCharsets.UTF_8), type);
  }
}
