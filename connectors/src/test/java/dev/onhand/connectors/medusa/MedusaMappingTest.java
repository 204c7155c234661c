package dev.onhand.connectors.medusa;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.medusa.MedusaDocuments.ItemDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.ItemsDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.LevelDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.OneOrderDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.OrdersDocument;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class MedusaMappingTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final MedusaMapping mapping = new MedusaMapping("sloc_1");

  @Test
  void readsAListingOfTheLocation() throws IOException {
    ItemsDocument document =
        MedusaDocuments.JSON.read(recorded(MedusaMappingTest.class, "items"), ItemsDocument.class);

    assertThat(mapping.listings(document, 0).listings())
        .containsExactly(
            new RemoteListing(
                new ListingRef("iitem_1@sloc_1", "OH-S"),
                List.of("iitem_1"),
                null,
                "S",
                null,
                RemoteListing.State.ACTIVE,
                17L),
            new RemoteListing(
                new ListingRef("iitem_2@sloc_1", null),
                List.of("iitem_2"),
                null,
                "",
                null,
                RemoteListing.State.ACTIVE,
                0L));
    assertThat(mapping.listings(document, 0).next()).isEqualTo(new Cursor("2"));
    assertThat(mapping.listings(document, 1).next()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"20, 3, 17", "8, 50, -42", "1.5, 0, 1", "1, 1.5, -1"})
  void showsWhatIsLeft(BigDecimal stocked, BigDecimal reserved, long left) {
    assertThat(mapping.listing(item(stocked, reserved)).quantity()).isEqualTo(left);
  }

  @Test
  void addsWhatIsReservedToWhatMayBeSold() {
    List<QuantityUpdate> updates = List.of(update("iitem_1", 4), update("iitem_3", 4));
    List<ItemDocument> items =
        List.of(
            item(BigDecimal.TEN, new BigDecimal(3)),
            new ItemDocument("iitem_3", "X", "X", List.of()));

    assertThat(MedusaDocuments.JSON.write(mapping.batch(updates, items)))
        .isEqualTo(
            "{\"update\":[{\"inventory_item_id\":\"iitem_1\",\"location_id\":\"sloc_1\","
                + "\"stocked_quantity\":7}],\"create\":[{\"inventory_item_id\":\"iitem_3\","
                + "\"location_id\":\"sloc_1\",\"stocked_quantity\":4}]}");
  }

  @Test
  void saysWhatTheShopShowsAndNotWhatWasSent() {
    List<ItemDocument> items = List.of(item(BigDecimal.TEN, BigDecimal.ZERO));
    List<QuantityUpdate> updates = List.of(update("iitem_1", 7), update("gone", 7));
    LevelDocument packedMeanwhile =
        new LevelDocument("iitem_1", "sloc_1", BigDecimal.TEN, BigDecimal.ONE);

    assertThat(mapping.outcomes(updates, items, List.of(packedMeanwhile)))
        .containsExactly(
            new Applied(9),
            new Refused(Refusal.UNKNOWN_LISTING, "the shop has no such inventory item"));
    assertThat(mapping.outcomes(updates, items, List.of()).getFirst())
        .isEqualTo(new Unconfirmed(null));
  }

  @ParameterizedTest
  @CsvSource({"400, OTHER", "404, UNKNOWN_LISTING"})
  void readsARefusal(int status, Refusal reason) {
    String body = "{\"type\":\"not_found\",\"message\":\"Item x is not stocked\"}";

    assertThat(MedusaMapping.refused(reply(status, body)))
        .isEqualTo(new Refused(reason, "Item x is not stocked"));
  }

  @Test
  void readsAnOrder() throws IOException {
    OrdersDocument document =
        MedusaDocuments.JSON.read(
            recorded(MedusaMappingTest.class, "orders"), OrdersDocument.class);

    assertThat(MedusaMapping.orders(document, new OrdersFrom(NOON, 0)).orders())
        .containsExactly(
            new RemoteOrder(
                "order_1",
                "pending",
                Instant.parse("2026-11-21T02:59:35.994Z"),
                Instant.parse("2026-11-21T02:59:40.425Z"),
                null,
                List.of(new RemoteOrder.Line("ordli_1", null, "OH-S", null, 3, 0, 2, null)),
                "LU",
                "1234"));
  }

  @Test
  void tellsWhatCameBack() {
    String body =
        """
        {"order":{"id":"o","status":"pending","created_at":"2026-11-21T02:59:35Z","updated_at":"2026-11-21T02:59:40Z",
        "items":[{"id":"l","variant_sku":"OH-S","detail":{"quantity":3,"fulfilled_quantity":3,
        "return_requested_quantity":1,"return_received_quantity":1,"return_dismissed_quantity":1}}]}}""";

    assertThat(
            MedusaMapping.order(
                    MedusaDocuments.JSON.read(reply(200, body), OneOrderDocument.class).order())
                .lines())
        .containsExactly(new RemoteOrder.Line("l", null, "OH-S", null, 3, 0, 3, 1, null));
  }

  /** It has no inventory item of its own SKU, so that it is a bundle here. */
  @Test
  void aKitIsOrderedByItsOwnSkuAndNamesNoListing() {
    assertThat(
            line(
                "{\"id\":\"l\",\"variant_sku\":\"KIT\",\"detail\":{\"quantity\":2,\"fulfilled_quantity\":0}}"))
        .isEqualTo(new RemoteOrder.Line("l", null, "KIT", null, 2, 0, 0, 0, null));
  }

  /** What is missing since is released by whoever knows the order as it was. */
  @Test
  void anOrderThatWasEditedShowsTheSmallerNumberAndNothingCancelled() {
    assertThat(
            line(
                "{\"id\":\"l\",\"variant_sku\":\"OH-S\",\"quantity\":3,\"detail\":{\"quantity\":1,\"fulfilled_quantity\":0}}"))
        .isEqualTo(new RemoteOrder.Line("l", null, "OH-S", null, 1, 0, 0, 0, null));
  }

  private static RemoteOrder.Line line(String written) {
    String body =
        """
        {"order":{"id":"o","status":"pending","created_at":"2026-11-21T02:59:35Z",
        "updated_at":"2026-11-21T02:59:40Z","items":[%s]}}"""
            .formatted(written);
    return MedusaMapping.order(
            MedusaDocuments.JSON.read(reply(200, body), OneOrderDocument.class).order())
        .lines()
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "pending, RESERVE",
    "completed, RESERVE",
    "archived, RESERVE",
    "requires_action, RESERVE",
    "canceled, RELEASE",
    "draft, IGNORE"
  })
  void saysWhatEachStatusMeans(String status, Effect effect) {
    String body =
        "{\"order\":{\"id\":\"o\",\"status\":\"%s\",\"created_at\":\"2026-11-21T02:59:35Z\","
                .formatted(status)
            + "\"updated_at\":\"2026-11-21T02:59:35Z\",\"items\":[]}}";
    RemoteOrder order =
        MedusaMapping.order(
            MedusaDocuments.JSON.read(reply(200, body), OneOrderDocument.class).order());

    assertThat(MedusaConnectorFactory.DESCRIPTOR.effect(order.status())).contains(effect);
    assertThat(MedusaMapping.STATUSES).hasSize(6);
  }

  @Test
  void readsOnFromTheTimeOfTheLastOrder() {
    OrdersFrom from = new OrdersFrom(NOON, 0);

    assertThat(from.next(NOON.plusSeconds(5), 100)).isEqualTo(new Cursor("2026-11-20T12:00:05Z 0"));
    assertThat(from.next(NOON, 100)).isEqualTo(new Cursor("2026-11-20T12:00:00Z 100"));
    assertThat(OrdersFrom.of(NOON, from.next(NOON, 100))).isEqualTo(new OrdersFrom(NOON, 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"message\":\"Unauthorized\"}", "[]", "null"})
  void takesNothingElseForAnEmptyPage(String body) {
    assertThatThrownBy(() -> MedusaDocuments.JSON.read(reply(200, body), ItemsDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  private static ItemDocument item(BigDecimal stocked, BigDecimal reserved) {
    return new ItemDocument(
        "iitem_1", "OH-S", "S", List.of(new LevelDocument("iitem_1", "sloc_1", stocked, reserved)));
  }

  private static QuantityUpdate update(String item, long quantity) {
    return new QuantityUpdate(new ListingRef(item + "@sloc_1", null), quantity, null, "a");
  }
}
