package dev.onhand.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.BatchDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.OrderDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.ProductDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.RefundDocument;
import dev.onhand.model.Effect;
import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class WooCommerceMappingTest {

  private static final WooCommerceMapping MAPPING = new WooCommerceMapping(true);

  @Test
  void readsAProduct() {
    ProductDocument product =
        read(
            """
            {"id":799,"sku":"TS-1","name":"T-Shirt","type":"simple","status":"publish",
             "manage_stock":true,"stock_quantity":12,"stock_status":"instock","backorders":"no",
             "variations":[],"date_modified_gmt":"2026-01-01T10:00:00"}
            """,
            ProductDocument.class);

    assertThat(MAPPING.listing(product))
        .isEqualTo(
            new RemoteListing(
                new ListingRef("799", "TS-1"),
                List.of(),
                null,
                "T-Shirt",
                null,
                State.ACTIVE,
                12L));
  }

  /** A shop keeps them apart, but plugins and imports do not; and products may have none. */
  @Test
  void productsOfOneSkuAndOfNoneAreListingsOfTheirOwn() {
    String product =
        """
        {"id":%d,"sku":"%s","name":"T-Shirt","type":"simple","status":"publish",
         "manage_stock":true,"stock_quantity":%d,"variations":[]}
        """;

    assertThat(
            Stream.of(
                    product.formatted(1, "TWICE", 7),
                    product.formatted(2, "TWICE", 5),
                    product.formatted(3, "", 3))
                .map(it -> MAPPING.listing(read(it, ProductDocument.class))))
        .extracting(it -> it.ref().externalId(), it -> it.ref().sku(), RemoteListing::quantity)
        .containsExactly(tuple("1", "TWICE", 7L), tuple("2", "TWICE", 5L), tuple("3", null, 3L));
  }

  @ParameterizedTest
  @CsvSource({
    "true, 5, 5",
    "true, -2, -2", // buyers may wait
    "true, 2.75, 2", // plugins: of a part nothing can be sold
    "true, -0.5, -1",
    "false, null, ",
    "false, 5, ", // not counted, whatever it says
    "'\"parent\"', 5, 5", // the type trap: true, false or a text
    "true, null, ", // off for the whole shop
  })
  void readsAQuantityOfAnyKind(String managed, String quantity, Long shown) {
    ProductDocument product =
        read(
            "{\"id\":1,\"manage_stock\":%s,\"stock_quantity\":%s}".formatted(managed, quantity),
            ProductDocument.class);

    assertThat(product.quantity()).isEqualTo(Optional.ofNullable(shown));
  }

  @ParameterizedTest
  @CsvSource({
    "publish, ACTIVE",
    "draft, PAUSED",
    "pending, PAUSED",
    "private, PAUSED",
    "trash, ENDED"
  })
  void readsWhetherAListingCanBeBought(String status, State state) {
    ProductDocument product =
        read("{\"id\":1,\"status\":\"%s\"}".formatted(status), ProductDocument.class);

    assertThat(MAPPING.listing(product).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "simple, true",
    "subscription, true",
    "grouped, false",
    "external, false",
    "variable, false"
  })
  void listsWhatHasStockOfItsOwn(String type, boolean isListed) {
    assertThat(
            read("{\"id\":1,\"type\":\"%s\"}".formatted(type), ProductDocument.class).hasOwnStock())
        .isEqualTo(isListed);
  }

  @ParameterizedTest
  @CsvSource({
    "checkout-draft, IGNORE",
    "auto-draft, IGNORE",
    "pending, HOLD",
    "on-hold, RESERVE",
    "processing, RESERVE",
    "completed, FULFIL",
    "cancelled, RELEASE",
    "failed, RELEASE",
    "refunded, RELEASE",
    "trash, RELEASE",
  })
  void saysWhatEachStatusMeans(String status, Effect effect) {
    assertThat(WooCommerceConnectorFactory.DESCRIPTOR.effect(order(status).status()))
        .contains(effect);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shipped", "partially-shipped", "wc-custom"})
  void guessesNothingFromAPluginsStatus(String status) {
    assertThat(WooCommerceConnectorFactory.DESCRIPTOR.effect(order(status).status())).isEmpty();
    assertThat(order(status).lines().getFirst().shipped()).isZero();
  }

  @Test
  void readsAnOrder() {
    assertThat(order("processing"))
        .isEqualTo(
            new RemoteOrder(
                "727",
                "processing",
                Instant.parse("2026-01-01T09:00:00Z"),
                Instant.parse("2026-01-01T09:01:00Z"),
                null,
                List.of(
                    new RemoteOrder.Line("315", "799", "TS-1", null, 2, 0, 0, null),
                    new RemoteOrder.Line("316", "800/801", "H-S", null, 1, 0, 0, null),
                    new RemoteOrder.Line("317", null, null, null, 1, 0, 0, null)),
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource({"processing, 1, 0", "on-hold, 1, 0", "completed, 0, 2"})
  void readsWhatIsPaidBackByTheLineItIsOf(String status, long cancelled, long shipped) {
    RefundDocument refund =
        read(
            """
            {"id":730,"line_items":[{"id":9,"quantity":-1,
              "meta_data":[{"id":1,"key":"_refunded_item_id","value":"315"}]}]}
            """,
            RefundDocument.class);

    RemoteOrder.Line line = order(status, refund).lines().getFirst();
    assertThat(line.cancelled()).isEqualTo(cancelled);
    assertThat(line.shipped()).isEqualTo(shipped);
  }

  @Test
  void guessesNothingFromARefundThatDoesNotSayOfWhat() {
    RefundDocument refund =
        read("{\"line_items\":[{\"id\":9,\"quantity\":-1}]}", RefundDocument.class);
    RefundDocument money = read("{\"line_items\":[]}", RefundDocument.class);

    assertThat(WooCommerceConnectorFactory.DESCRIPTOR.effect(order("processing", refund).status()))
        .isEmpty();
    assertThat(WooCommerceConnectorFactory.DESCRIPTOR.effect(order("completed", refund).status()))
        .contains(Effect.FULFIL);
    assertThat(WooCommerceConnectorFactory.DESCRIPTOR.effect(order("processing", money).status()))
        .contains(Effect.RESERVE);
  }

  @Test
  void readsTheProductsThenTheVariationsOfEach() {
    List<ProductDocument> page =
        List.of(
            read("{\"id\":1,\"type\":\"simple\"}", ProductDocument.class),
            read("{\"id\":8,\"type\":\"variable\"}", ProductDocument.class),
            read("{\"id\":9,\"type\":\"variable\"}", ProductDocument.class));
    ListingsFrom at = next(ListingsFrom.of(Cursor.START).next(page, true));

    assertThat(at).isEqualTo(new ListingsFrom(1, true, 1, List.of(8L, 9L)));
    assertThat(next(at.next(true))).isEqualTo(new ListingsFrom(1, true, 2, List.of(8L, 9L)));
    assertThat(next(at.next(false))).isEqualTo(new ListingsFrom(1, true, 1, List.of(9L)));
    assertThat(next(next(at.next(false)).next(false)))
        .isEqualTo(new ListingsFrom(2, true, 1, List.of()));
    assertThat(ListingsFrom.of(Cursor.START).next(List.of(), false)).isNull();
    assertThat(next(ListingsFrom.of(Cursor.START).next(page.subList(1, 2), false)).next(false))
        .isNull();
  }

  private static ListingsFrom next(@org.jspecify.annotations.Nullable Cursor cursor) {
    return ListingsFrom.of(Objects.requireNonNull(cursor));
  }

  /** HMAC-SHA256 of these bytes with this secret, made by another program. */
  @Test
  void takesACallByteForByte() {
    String body = "{\"id\":727,\"number\":\"727\",\"status\":\"processing\"}";
    String signature = "7xoeGRc9LjRN1l2K3I8H+El2ck/FFkipGDgQukYMMGY=";

    assertThat(notice(body, signature, "order.updated"))
        .isEqualTo(new WebhookNotice("d-1", "order.updated", List.of("727"), List.of()));
    assertThat(notice(body, signature, "product.updated").orders()).isEmpty();
    assertThatThrownBy(() -> notice(body.replace(",", ", "), signature, "order.updated"))
        .isInstanceOf(ForgedWebhookException.class);
  }

  @Test
  void answersTheFirstCallThatIsNotSignedAndIsAboutNothing() {
    WebhookRequest ping =
        new WebhookRequest(
            Map.of(), "", "webhook_id=123".getBytes(StandardCharsets.UTF_8), Instant.EPOCH);

    assertThat(WooCommerceMapping.notice(Optional.empty(), ping))
        .isEqualTo(new WebhookNotice("ping", "ping", List.of(), List.of()));
    WebhookRequest other =
        new WebhookRequest(
            Map.of(), "", "webhook_id=123&id=727".getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    assertThatThrownBy(() -> WooCommerceMapping.notice(Optional.empty(), other))
        .isInstanceOf(ForgedWebhookException.class);
  }

  @Test
  void showsWhatAPluginWroteBeforeTheAnswer() {
    HttpReply reply =
        new HttpReply(
            200,
            Map.of(),
            "Warning: Undefined variable in plugin.php [{\"id\":1}]"
                .getBytes(StandardCharsets.UTF_8),
            Instant.EPOCH,
            Instant.EPOCH);

    assertThatThrownBy(() -> WooCommerceDocuments.read(reply, ProductDocument[].class))
        .hasMessageContaining("no JSON but: Warning: Undefined variable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"update\":null}", "null", ""})
  void takesNothingElseForAnAnswer(String body) {
    assertThatThrownBy(() -> read(body, BatchDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  private static WebhookNotice notice(String body, String signature, String topic) {
    return WooCommerceMapping.notice(
        Optional.of(Secret.of("woo-webhook-secret-of-the-shop-32")),
        new WebhookRequest(
            Map.of(
                "x-wc-webhook-signature", List.of(signature),
                "x-wc-webhook-delivery-id", List.of("d-1"),
                "x-wc-webhook-topic", List.of(topic)),
            "",
            body.getBytes(StandardCharsets.UTF_8),
            Instant.EPOCH));
  }

  private static RemoteOrder order(String status, RefundDocument... refunds) {
    return MAPPING.order(
        read(
            """
            {"id":727,"number":"727","status":"%s","date_created_gmt":"2026-01-01T09:00:00",
             "date_modified_gmt":"2026-01-01T09:01:00","line_items":[
              {"id":315,"name":"T-Shirt","product_id":799,"variation_id":0,"quantity":2,"sku":"TS-1",
               "meta_data":[{"id":1,"key":"_reduced_stock","value":"2"}]},
              {"id":316,"name":"Hoodie","product_id":800,"variation_id":801,"quantity":1,"sku":"H-S"},
              {"id":317,"name":"Gone","product_id":0,"variation_id":0,"quantity":1,"sku":""}],
             "refunds":[]}
            """
                .formatted(status),
            OrderDocument.class),
        List.of(refunds));
  }

  private static <T> T read(String body, Class<T> type) {
    return WooCommerceDocuments.JSON.read(body.getBytes(StandardCharsets.UTF_8), type);
  }

  /** The key would go to whoever is there: nothing is followed, and a person is told. */
  @Test
  void whereTheShopIsAtAnotherAddressThatIsSaid() {
    HttpReply moved =
        new HttpReply(
            301,
            Map.of("location", List.of("https://www.shop.example/wp-json")),
            new byte[0],
            Instant.EPOCH,
            Instant.EPOCH);

    assertThat(WooCommerceApi.RULES.advice(moved))
        .isEqualTo("the shop is at https://www.shop.example/wp-json: set address to that");
  }
}
