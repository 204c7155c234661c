package dev.onhand.connectors.bol;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.bol.BolDocuments.OfferDocument;
import dev.onhand.connectors.bol.BolDocuments.OffersDocument;
import dev.onhand.connectors.bol.BolDocuments.OrderDocument;
import dev.onhand.connectors.bol.BolDocuments.OrdersDocument;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BolMappingTest {

  private static final String OFFER = "6ff736b5-cdd0-4150-8c67-78269ee986f5";

  @Test
  void readsAnOffer() throws IOException {
    ListingPage page =
        BolMapping.listings(
            BolDocuments.JSON.read(recorded(BolMappingTest.class, "offers"), OffersDocument.class));

    assertThat(page.listings())
        .containsExactly(
            new RemoteListing(
                new ListingRef(OFFER, "SKU-1"),
                List.of(),
                "0000007740404",
                "",
                "NEW",
                State.ACTIVE,
                6L)); // what was pushed; bol still sells 5 of it
    assertThat(page.next()).isEqualTo(new Cursor("eyJp"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"{}, none", "{\"nextCursor\":null}, none"})
  void theLastPageNamesNoOther(String page, String next) {
    assertThat(
            BolMapping.listings(
                    BolDocuments.JSON.read(
                        reply(200, "{\"offers\":[],\"page\":%s}".formatted(page)),
                        OffersDocument.class))
                .next())
        .isNull();
    assertThat(
            BolMapping.listings(
                    BolDocuments.JSON.read(reply(200, "{\"offers\":[]}"), OffersDocument.class))
                .next())
        .isNull();
    assertThat(next).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "998, 998", "999, 999", "1000, 999", "250000, 999"})
  void moreThanCanBeSetCountsAsTheMost(long amount, long shown) {
    assertThat(offer("\"stock\":{\"amount\":%d}".formatted(amount)).quantity()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 5, true, ACTIVE",
    "true, 5, true, PAUSED",
    "false, 5, false, INCOMPLETE",
    "false, 0, false, ACTIVE" // nothing is left: it comes back with its stock
  })
  void readsWhetherAnOfferCanBeBought(boolean isOnHold, long left, boolean forSale, State state) {
    assertThat(
            offer(
                    """
                    "onHoldByRetailer": %s, "stock": {"amount": 6, "correctedStock": %d},
                    "countryAvailabilities": [{"countryCode": "NL", "forSale": %s}, {"countryCode": "BE", "forSale": false}]
                    """
                        .formatted(isOnHold, left, forSale))
                .state())
        .isEqualTo(state);
  }

  @Test
  void anOfferMayHaveNeitherReferenceNorStock() {
    RemoteListing listing = offer("\"reference\":\"\"");

    assertThat(listing.ref()).isEqualTo(new ListingRef("1", null));
    assertThat(listing.quantity()).isNull();
    assertThat(listing.state()).isEqualTo(State.ACTIVE);
  }

  private static RemoteListing offer(String fields) {
    return BolMapping.listing(
        BolDocuments.JSON.read(
            reply(200, "{\"offerId\":\"1\",%s}".formatted(fields)), OfferDocument.class));
  }

  @Test
  void aPushWithoutABodyIsDoneAndARefusalSaysWhatIsWrong() {
    assertThat(BolMapping.outcome(reply(204, ""), Bench.update("1", "SKU-1", 6), false))
        .isEqualTo(new Applied(6));
    assertThat(
            BolMapping.outcome(
                reply(
                    400,
                    """
                    {"type": "t", "title": "Error validating request", "status": 400, "detail": "Bad request",
                     "violations": [{"name": "stock.amount", "reason": "must not be negative"}]}
                    """),
                Bench.update("1", "SKU-1", 6),
                false))
        .isEqualTo(new Refused(Refusal.OTHER, "stock.amount: must not be negative"));
    assertThat(
            BolMapping.outcome(
                reply(404, "{\"detail\":\"gone\"}"), Bench.update("1", "SKU-1", 6), true))
        .isEqualTo(new Refused(Refusal.UNKNOWN_LISTING, "gone"));
    assertThat(BolMapping.outcome(reply(400, "{}"), Bench.update("1", "SKU-1", 6), false))
        .isEqualTo(new Refused(Refusal.OTHER, "refused without a word"));
  }

  @Test
  void theListSaysOnlyWhichOrdersChanged() throws IOException {
    OrdersDocument document =
        BolDocuments.JSON.read(recorded(BolMappingTest.class, "orders"), OrdersDocument.class);

    assertThat(document.all()).extracting(it -> it.id()).containsExactly("1043965710");
    assertThat(document.all().getFirst().strangeState()).isEmpty();
  }

  @Test
  void anEmptyListHasNoOrdersAtAll() {
    assertThat(BolDocuments.JSON.read(reply(200, "{}"), OrdersDocument.class).all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"OPEN, none", "HANDLED, none", "LOST, LOST"})
  void aStateThatNobodyKnowsIsHandedOn(String state, String strange) {
    assertThat(
            BolDocuments.JSON
                .read(
                    reply(
                        200,
                        "{\"orders\":[{\"orderId\":\"1\",\"orderItems\":[{\"fulfilmentStatus\":\"%s\"}]}]}"
                            .formatted(state)),
                    OrdersDocument.class)
                .all()
                .getFirst()
                .strangeState())
        .isEqualTo(Optional.ofNullable(strange));
  }

  @Test
  void readsAnOrder() {
    assertThat(order(item("6107989317", 3, 1, 1, "FBR")))
        .contains(
            new RemoteOrder(
                "1043965710",
                "OPEN",
                Instant.parse("2026-11-20T09:58:39Z"),
                Instant.parse("2026-11-20T10:05:00Z"),
                null,
                List.of(
                    new RemoteOrder.Line(
                        "6107989317", OFFER, "SKU-1", "8717418510749", 3, 1, 1, null)),
                "NL",
                "1111ZZ"));
  }

  /** Of a line what is neither shipped nor cancelled is reserved. */
  @ParameterizedTest
  @CsvSource({
    "3, 0, 0, OPEN, RESERVE",
    "3, 1, 1, OPEN, RESERVE",
    "3, 3, 0, HANDLED, IGNORE",
    "3, 0, 3, HANDLED, IGNORE",
    "3, 2, 1, HANDLED, IGNORE"
  })
  void countsSayWhatBecameOfALine(
      long ordered, long shipped, long cancelled, String status, Effect effect) {
    RemoteOrder order = order(item("1", ordered, shipped, cancelled, "FBR")).orElseThrow();

    assertThat(order.status()).isEqualTo(status);
    assertThat(BolConnectorFactory.DESCRIPTOR.effect(status)).contains(effect);
    assertThat(order.lines().getFirst().quantity()).isEqualTo(ordered);
    assertThat(order.lines().getFirst().shipped()).isEqualTo(shipped);
    assertThat(order.lines().getFirst().cancelled()).isEqualTo(cancelled);
  }

  @Test
  void noOtherStateIsKnown() {
    assertThat(BolMapping.STATUSES).hasSize(2);
    RemoteOrder order = BolMapping.order(document(item("1", 3, 0, 0, "FBR")), "LOST").orElseThrow();
    assertThat(order.status()).isEqualTo("OPEN with a line in state LOST");
    assertThat(BolConnectorFactory.DESCRIPTOR.effect(order.status())).isEmpty();
  }

  @Test
  void whatBolSendsIsLeftOut() {
    assertThat(order(item("1", 3, 0, 0, "FBB"))).isEmpty();
    assertThat(order(item("1", 3, 0, 0, "FBB"), item("2", 1, 0, 0, "FBR")).orElseThrow().lines())
        .extracting(RemoteOrder.Line::id)
        .containsExactly("2");
  }

  /** The seller has to cancel it; until then its units are kept. */
  @Test
  void thatABuyerWantsToCancelMeansNothingYet() {
    RemoteOrder order =
        order(
                item("1", 3, 0, 0, "FBR")
                    .replace("\"cancellationRequest\": false", "\"cancellationRequest\": true"))
            .orElseThrow();

    assertThat(order.status()).isEqualTo("OPEN");
    assertThat(order.lines().getFirst().cancelled()).isZero();
  }

  @Test
  void anOrderMaySayNeitherOfferNorProductNorWhenItWasPlaced() {
    RemoteOrder order =
        BolMapping.order(
                BolDocuments.JSON.read(
                    reply(
                        200,
                        """
                        {"orderId": "1", "orderPlacedDateTime": null, "orderItems": [
                          {"orderItemId": "2", "offer": null, "product": null, "fulfilment": null, "quantity": 1,
                           "quantityShipped": 0, "quantityCancelled": 0, "latestChangedDateTime": "2026-11-20T11:05:00+01:00"}]}
                        """),
                    OrderDocument.class),
                "")
            .orElseThrow();

    assertThat(order.createdAt()).isEqualTo("2026-11-20T10:05:00Z");
    assertThat(order.lines())
        .containsExactly(new RemoteOrder.Line("2", null, null, null, 1, 0, 0, null));
  }

  private static String item(
      String id, long ordered, long shipped, long cancelled, String fulfilment) {
    return """
        {"orderItemId": "%s", "cancellationRequest": false, "fulfilment": {"method": "%s"},
         "offer": {"offerId": "6ff736b5-cdd0-4150-8c67-78269ee986f5", "reference": "SKU-1"},
         "product": {"ean": "8717418510749", "title": "Phone"}, "quantity": %d, "quantityShipped": %d,
         "quantityCancelled": %d, "latestChangedDateTime": "2026-11-20T11:05:00+01:00"}
        """
        .formatted(id, fulfilment, ordered, shipped, cancelled);
  }

  private static OrderDocument document(String... items) {
    return BolDocuments.JSON.read(
        reply(
            200,
            """
            {"orderId": "1043965710", "orderPlacedDateTime": "2026-11-20T10:58:39+01:00",
             "shipmentDetails": {"countryCode": "NL", "zipCode": "1111ZZ"}, "orderItems": [%s]}
            """
                .formatted(Stream.of(items).collect(Collectors.joining(",")))),
        OrderDocument.class);
  }

  private static Optional<RemoteOrder> order(String... items) {
    return BolMapping.order(document(items), "");
  }
}
