package dev.onhand.connectors.vendure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Graphql.Extensions;
import dev.onhand.connector.json.Graphql.GraphqlError;
import dev.onhand.connectors.vendure.VendureDocuments.LevelDocument;
import dev.onhand.connectors.vendure.VendureDocuments.OrderDocument;
import dev.onhand.connectors.vendure.VendureDocuments.VariantDocument;
import dev.onhand.model.Effect;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendureMappingTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final VendureMapping mapping = new VendureMapping("1");

  @Test
  void readsAListingOfTheLocation() {
    assertThat(mapping.listing(variant("TRUE", true, 20, 3)))
        .isEqualTo(
            new RemoteListing(
                new ListingRef("7@1", "SKU-1"),
                List.of("7"),
                null,
                "Phone A",
                null,
                RemoteListing.State.ACTIVE,
                17L));
    assertThat(mapping.listing(variant("TRUE", false, 20, 3)).state())
        .isEqualTo(RemoteListing.State.PAUSED);
    assertThat(mapping.listing(variant("FALSE", true, 20, 3)).quantity()).isNull();
    assertThat(mapping.listing(variant("INHERIT", true, 20, 3)).quantity()).isEqualTo(17);
  }

  @Test
  void addsWhatIsAllocatedAndNeverGoesBelowNothing() {
    QuantityUpdate update = new QuantityUpdate(new ListingRef("7@1", null), 4, null, "a");

    assertThat(mapping.input(List.of(update), List.of(variant("TRUE", true, 9, 3))).toString())
        .contains("stockOnHand=7");
    assertThat(mapping.input(List.of(update), List.of(variant("TRUE", true, 9, -6))).toString())
        .contains("stockOnHand=0");
    assertThat(mapping.input(List.of(update), List.of())).isEmpty();
  }

  /**
   * Several stocked locations allocate more than was ordered, and cancelling a unit of a line that
   * is partly fulfilled shows one too many: the number that is set makes up for both.
   */
  @Test
  void whatIsLeftAllocatedOrIsOneTooManyIsMadeUpForByTheNextPush() {
    QuantityUpdate update = new QuantityUpdate(new ListingRef("7@1", "SKU-1"), 8, null, "a");

    assertThat(mapping.input(List.of(update), List.of(variant("TRUE", true, 8, 3))).toString())
        .as("for nothing")
        .contains("stockOnHand=11");
    assertThat(mapping.input(List.of(update), List.of(variant("TRUE", true, 9, 0))).toString())
        .as("one too many")
        .contains("stockOnHand=8");
  }

  /** SKUs are not unique there: a variant is its id. */
  @Test
  void twoVariantsOfOneSkuAreTwoListings() {
    List<VariantDocument> variants =
        List.of(variant("7", "TRUE", true, 9, 3), variant("8", "TRUE", true, 4, 0));
    QuantityUpdate update = new QuantityUpdate(new ListingRef("8@1", "SKU-1"), 2, null, "a");

    assertThat(variants.stream().map(mapping::listing))
        .extracting(RemoteListing::ref, RemoteListing::aliases, RemoteListing::quantity)
        .containsExactly(
            tuple(new ListingRef("7@1", "SKU-1"), List.of("7"), 6L),
            tuple(new ListingRef("8@1", "SKU-1"), List.of("8"), 4L));
    assertThat(mapping.input(List.of(update), variants).toString())
        .contains("id=8", "stockOnHand=2")
        .doesNotContain("id=7");
  }

  @Test
  void saysWhatTheShopShowsAndNotWhatWasSent() {
    List<QuantityUpdate> updates =
        List.of(
            new QuantityUpdate(new ListingRef("7@1", null), 4, null, "a"),
            new QuantityUpdate(new ListingRef("8@1", null), 4, null, "a"));

    assertThat(
            mapping.outcomes(
                updates,
                List.of(variant("TRUE", true, 9, 3)),
                List.of(variant("TRUE", true, 7, 1))))
        .containsExactly(
            new Applied(6), new Refused(Refusal.UNKNOWN_LISTING, "the shop has no such variant"));
  }

  @ParameterizedTest
  @CsvSource({"ENTITY_NOT_FOUND, UNKNOWN_LISTING", "BAD_USER_INPUT, OTHER"})
  void readsARefusal(String code, Refusal reason) {
    GraphqlError error = new GraphqlError("said", new Extensions(code));

    assertThat(VendureMapping.refused(Optional.of(error))).isEqualTo(new Refused(reason, "said"));
  }

  @ParameterizedTest
  @CsvSource({
    // quantity, placed, parcel, its state -> ordered, cancelled, shipped, returned
    "3, 3, 0, Pending, 3, 0, 0, 0",
    "3, 3, 2, Pending, 3, 0, 2, 0",
    "3, 3, 2, Cancelled, 3, 0, 0, 0",
    "2, 3, 0, Pending, 3, 1, 0, 0", // one cancelled
    "0, 3, 0, Pending, 3, 3, 0, 0",
    "2, 3, 3, Delivered, 3, 0, 3, 1", // one came back
    "1, 3, 2, Shipped, 3, 1, 2, 1", // one cancelled, one came back
    "0, 3, 3, Delivered, 3, 0, 3, 3", // all of them came back
    "5, 3, 0, Pending, 5, 0, 0, 0" // ordered more since
  })
  void readsTheCountsOfALine(
      long quantity,
      long placed,
      long parcel,
      String state,
      long ordered,
      long cancelled,
      long shipped,
      long returned) {
    RemoteOrder.Line line =
        order("PaymentSettled", quantity, placed, parcel, state).lines().getFirst();

    assertThat(line)
        .isEqualTo(
            new RemoteOrder.Line(
                "9", "7", "SKU-1", null, ordered, cancelled, shipped, returned, null));
  }

  /** It never becomes Shipped: what it says of itself is none to wait for. */
  @Test
  void ofAnOrderOfWhichTheRestWasCancelledNothingIsOpenThoughItStaysPartiallyShipped() {
    RemoteOrder order = order("PartiallyShipped", 2, 3, 2, "Delivered");
    RemoteOrder.Line line = order.lines().getFirst();

    assertThat(order.status()).isEqualTo("PartiallyShipped");
    assertThat(line.cancelled()).isEqualTo(1);
    assertThat(line.quantity() - line.cancelled() - line.shipped()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "Created, IGNORE",
    "Draft, IGNORE",
    "AddingItems, IGNORE",
    "ArrangingPayment, IGNORE",
    "PaymentAuthorized, RESERVE",
    "PaymentSettled, RESERVE",
    "PartiallyShipped, RESERVE",
    "Shipped, RESERVE",
    "PartiallyDelivered, RESERVE",
    "Delivered, RESERVE",
    "Modifying, RESERVE",
    "ArrangingAdditionalPayment, RESERVE",
    "Cancelled, RELEASE"
  })
  void saysWhatEachStateMeans(String state, Effect effect) {
    assertThat(VendureConnectorFactory.DESCRIPTOR.effect(order(state, 1, 1, 0, "Pending").status()))
        .contains(effect);
    assertThat(VendureMapping.STATUSES).hasSize(13);
  }

  private static VariantDocument variant(
      String tracked, boolean enabled, long onHand, long allocated) {
    return variant("7", tracked, enabled, onHand, allocated);
  }

  private static VariantDocument variant(
      String id, String tracked, boolean enabled, long onHand, long allocated) {
    return new VariantDocument(
        id,
        "SKU-1",
        "Phone A",
        enabled,
        tracked,
        List.of(new LevelDocument("2", 99, 0), new LevelDocument("1", onHand, allocated)));
  }

  private static RemoteOrder order(
      String state, long quantity, long placed, long parcel, String parcelState) {
    String body =
        """
        {"data": {"order": {"id": "7", "state": "%s", "type": "Regular",
          "orderPlacedAt": "2026-11-21T03:31:22.360Z", "updatedAt": "2026-11-21T03:31:22.214Z",
          "lines": [{"id": "9", "quantity": %d, "orderPlacedQuantity": %d,
            "productVariant": {"id": "7", "sku": "SKU-1"},
            "fulfillmentLines": [{"quantity": %d, "fulfillment": {"id": "1", "state": "%s"}}]}]}}}
        """
            .formatted(state, quantity, placed, parcel, parcelState);
    HttpReply reply =
        new HttpReply(
            200, Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, Instant.EPOCH);
    return VendureMapping.order(
        VendureDocuments.JSON.read(reply, "/data/order", OrderDocument.class));
  }
}
