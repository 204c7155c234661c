package dev.onhand.connectors.refurbed;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Deferred;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OfferDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OffersDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OrderDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OrdersDocument;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class RefurbedMappingTest {

  @Test
  void readsAnOffer() throws IOException {
    OffersDocument document =
        RefurbedDocuments.JSON.read(
            recorded(RefurbedMappingTest.class, "offers"), OffersDocument.class);

    assertThat(RefurbedMapping.listings(document).listings())
        .containsExactly(
            new RemoteListing(
                new ListingRef("4711", "IP12-64-BLK-A"),
                List.of(),
                null,
                "iPhone 12 64GB Black",
                "A",
                State.ACTIVE,
                3L));
    assertThat(RefurbedMapping.listings(document).next()).isEqualTo(new Cursor("4711"));
  }

  @ParameterizedTest
  @CsvSource({
    "OK, ACTIVE",
    "UNVERIFIED, INCOMPLETE",
    "SUBMITTED, INCOMPLETE",
    "PENDING_REVIEW, INCOMPLETE",
    "REJECTED, INCOMPLETE",
    "UNSPECIFIED, INCOMPLETE",
    "ADDED_NEXT_YEAR, INCOMPLETE"
  })
  void readsWhetherAnOfferCanBeBought(String state, State meaning) {
    assertThat(listing("{\"id\":\"1\",\"stock\":5,\"state\":\"%s\"}".formatted(state)).state())
        .isEqualTo(meaning);
  }

  @Test
  void aMissingStockIsZeroAndAMissingSkuIsNone() {
    RemoteListing listing = listing("{\"id\":\"1\",\"state\":\"OK\"}");

    assertThat(listing.quantity()).isZero();
    assertThat(listing.ref()).isEqualTo(new ListingRef("1", null));
    assertThat(listing("{\"id\":\"1\",\"sku\":\"\"}").ref().sku()).isNull();
  }

  @Test
  void aMissingHasMoreIsTheEndAndMissingRowsAreNone() {
    OffersDocument offers = RefurbedDocuments.JSON.read(reply(200, "{}"), OffersDocument.class);
    OrdersDocument orders = RefurbedDocuments.JSON.read(reply(200, "{}"), OrdersDocument.class);

    assertThat(RefurbedMapping.listings(offers).listings()).isEmpty();
    assertThat(RefurbedMapping.listings(offers).next()).isNull();
    assertThat(RefurbedMapping.orders(orders, OrdersFrom.of(Cursor.START), false).next()).isNull();
  }

  @Test
  void namesInCamelCaseAreReadToo() {
    assertThat(listing("{\"id\":\"1\",\"instanceName\":\"Phone\"}").title()).isEqualTo("Phone");
    RemoteOrder order =
        RefurbedMapping.order(
            RefurbedDocuments.JSON.read(
                reply(
                    200,
                    """
                    {"id": "7", "releasedAt": "2026-11-20T10:01:02Z", "state": "ACCEPTED",
                     "shippingAddress": {"countryCode": "AT", "postCode": "1010"},
                     "items": [{"id": "8", "state": "ACCEPTED", "offerData": {"offerId": "4711"},
                                "shipmentStatus": "DELIVERED"}]}
                    """),
                OrderDocument.class));

    assertThat(order.country()).isEqualTo("AT");
    assertThat(order.postcode()).isEqualTo("1010");
    assertThat(order.lines().getFirst().listing()).isEqualTo("4711");
    assertThat(order.lines().getFirst().shipped()).isOne();
  }

  @Test
  void eachItemOfAnOrderIsOnePiece() throws IOException {
    OrdersDocument document =
        RefurbedDocuments.JSON.read(
            recorded(RefurbedMappingTest.class, "orders"), OrdersDocument.class);

    assertThat(RefurbedMapping.orders(document, OrdersFrom.of(Cursor.START), false).orders())
        .containsExactly(
            new RemoteOrder(
                "880001",
                "NEW",
                Instant.parse("2026-11-20T10:01:02Z"),
                null,
                null,
                List.of(
                    new RemoteOrder.Line("990001", "4711", "IP12-64-BLK-A", null, 1, 0, 0, null),
                    new RemoteOrder.Line("990002", "4711", "IP12-64-BLK-A", null, 1, 0, 0, null)),
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource({
    "NEW, 0, 0",
    "ACCEPTED, 0, 0",
    "SHIPPED, 0, 1",
    "REJECTED, 1, 0",
    "CANCELLED, 1, 0",
    "RETURNED, 0, 1" // it left; goods are back when somebody unpacks them
  })
  void readsEachStateOfAnItem(String state, long cancelled, long shipped) {
    RemoteOrder order = order("NEW", state, null);

    assertThat(order.status()).isEqualTo("NEW");
    assertThat(order.lines().getFirst().cancelled()).isEqualTo(cancelled);
    assertThat(order.lines().getFirst().shipped()).isEqualTo(shipped);
  }

  @ParameterizedTest
  @CsvSource({
    "INFO_RECEIVED, 0",
    "IN_TRANSIT, 1",
    "OUT_FOR_DELIVERY, 1",
    "AVAILABLE_FOR_PICKUP, 1",
    "DELIVERED, 1",
    "FAILED_ATTEMPT, 1",
    "EXCEPTION, 1",
    "UNSPECIFIED, 0",
    "ADDED_NEXT_YEAR, 0"
  })
  void aParcelUnderWayIsShippedThoughItsItemIsStillAccepted(String shipment, long shipped) {
    assertThat(order("ACCEPTED", "ACCEPTED", shipment).lines().getFirst().shipped())
        .isEqualTo(shipped);
  }

  @Test
  void aShipmentOfACancelledItemDoesNotShipIt() {
    RemoteOrder.Line line = order("CANCELLED", "CANCELLED", "EXCEPTION").lines().getFirst();

    assertThat(line.shipped()).isZero();
    assertThat(line.cancelled()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "NEW, RESERVE",
    "ACCEPTED, RESERVE",
    "SHIPPED, FULFIL",
    "FULFILLED, FULFIL",
    "RETURNED, RETURN",
    "REJECTED, RELEASE",
    "CANCELLED, RELEASE",
    "UNFULFILLED, RELEASE",
    "PARTIALLY_FULFILLED, IGNORE"
  })
  void saysWhatEachStateOfAnOrderMeans(String state, Effect effect) {
    assertThat(RefurbedConnectorFactory.DESCRIPTOR.effect(order(state, "NEW", null).status()))
        .contains(effect);
    assertThat(RefurbedMapping.STATUSES).hasSize(9);
  }

  @ParameterizedTest
  @CsvSource({"UNSPECIFIED, NEW", "ADDED_NEXT_YEAR, NEW", "NEW, UNSPECIFIED", "NEW, ADDED"})
  void guessesNothingFromAStateItDoesNotKnow(String state, String itemState) {
    RemoteOrder order = order(state, itemState, "DELIVERED");

    assertThat(RefurbedConnectorFactory.DESCRIPTOR.effect(order.status())).isEmpty();
    assertThat(order.lines().getFirst().cancelled()).isZero();
  }

  @Test
  void readsNewOrdersAndThenOldOnesThatMayHaveChanged() {
    List<OrdersFrom> read = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      OrdersFrom page = OrdersFrom.of(at);
      read.add(page);
      String more = page.after() == null ? "true" : "false";
      String body =
          """
          {"orders": [{"id": "7", "released_at": "2026-11-20T10:01:02Z", "items": []}],
           "has_more": %s}
          """
              .formatted(more);
      at =
          RefurbedMapping.orders(
                  RefurbedDocuments.JSON.read(reply(200, body), OrdersDocument.class), page, true)
              .next();
    }

    assertThat(read)
        .containsExactly(
            new OrdersFrom(OrdersFrom.Kind.NEW, null),
            new OrdersFrom(OrdersFrom.Kind.NEW, "7"),
            new OrdersFrom(OrdersFrom.Kind.OLD, null),
            new OrdersFrom(OrdersFrom.Kind.OLD, "7"));
  }

  /** HTTP 200 though some failed: each result has a code of its own, in the order of the call. */
  @Test
  void readsTheCodeOfEachResultOfAPush() {
    String body =
        """
        {"results": [{"status": {"code": 0}, "offer": {"id": "4711", "stock": 5}},
                     {"status": {"code": 5, "message": "offer not found"}},
                     {"status": {}, "offer": {"id": "4713"}},
                     {"offer": {"id": "4714", "stock": 7}}]}
        """;

    assertThat(RefurbedMapping.outcomes(reply(200, body), 4))
        .containsExactly(
            new Applied(5),
            new Refused(Refusal.UNKNOWN_LISTING, "offer not found"),
            new Applied(0),
            new Applied(7));
  }

  @ParameterizedTest
  @CsvSource({"3, OTHER", "5, UNKNOWN_LISTING", "6, OTHER", "9, NOT_EDITABLE", "12, OTHER"})
  void aRefusalIsForGood(int code, Refusal reason) {
    assertThat(outcome(code)).isEqualTo(new Refused(reason, "said"));
  }

  @ParameterizedTest
  @CsvSource({"7, NOT_ALLOWED", "8, THROTTLED", "14, UNAVAILABLE", "16, LOGIN_REFUSED"})
  void whatWasNotDoneNowComesAgain(int code, Cause cause) {
    assertThat(outcome(code)).isEqualTo(new Deferred(cause, Duration.ZERO, "said"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 10, 11, 13, 15, 99})
  void whatFailedOnTheWayMayHaveBeenDone(int code) {
    assertThat(outcome(code)).isEqualTo(new Unconfirmed(null));
  }

  @Test
  void aSuccessWithoutItsOfferIsNotBelieved() {
    assertThat(RefurbedMapping.outcomes(reply(200, "{\"results\":[{\"status\":{}}]}"), 1))
        .containsExactly(new Unconfirmed(null));
  }

  @Test
  void aWholeCallThatIsRefusedRefusesEach() {
    String body = "{\"code\":3,\"message\":\"offers must be 1 to 50\",\"details\":[]}";

    assertThat(RefurbedMapping.outcomes(reply(400, body), 2))
        .hasSize(2)
        .containsOnly(new Refused(Refusal.OTHER, "offers must be 1 to 50"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"results\":[]}",
        "{\"results\":[{},{}]}",
        "{\"results\":[{\"offer\":{\"id\":\"1\",\"stock\":1.5}}]}",
        "{\"results\":[{\"offer\":{\"id\":\"1\",\"stock\":\"many\"}}]}",
        "{}",
        "[]",
        "null",
        ""
      })
  void guessesNoQuantity(String body) {
    assertThatThrownBy(() -> RefurbedMapping.outcomes(reply(200, body), 1))
        .isInstanceOfAny(
            JacksonException.class, NullPointerException.class, IllegalStateException.class);
  }

  /** By its name {@code X-RateLimit-Limit} were the ceiling; it is what was already used. */
  @Test
  void afterTooManyItWaitsUntilTheWindowEnds() {
    Instant answered = Instant.parse("2026-11-20T12:00:00Z");
    HttpReply tooMany =
        new HttpReply(
            429,
            Map.of(
                "x-ratelimit-limit", List.of("600"),
                "x-ratelimit-remaining", List.of("0"),
                "x-ratelimit-reset", List.of("" + answered.plusSeconds(42).getEpochSecond())),
            new byte[0],
            answered,
            answered);

    assertThat(RefurbedApi.RULES.waitAfter(tooMany)).contains(Duration.ofSeconds(42));
    assertThat(RefurbedApi.RULES.waitAfter(reply(429, ""))).isEmpty();
    assertThat(RefurbedApi.RULES.pauseAfter(tooMany)).contains(Duration.ofSeconds(42));
    assertThat(RefurbedApi.RULES.pauseAfter(reply(200, ""))).isEmpty();
  }

  @Test
  void aCallOfTheSellersOwnProgramNamesAnOrderOrNone() {
    assertThat(notice("{\"id\":\"880001\"}").orders()).containsExactly("880001");
    assertThat(notice("{}").orders()).isEmpty();
    assertThatThrownBy(() -> notice("")).isInstanceOf(JacksonException.class);
  }

  private static WebhookNotice notice(String body) {
    return RefurbedMapping.notice("msg_1", body.getBytes(StandardCharsets.UTF_8));
  }

  private static PushOutcome outcome(int code) {
    String body = "{\"results\":[{\"status\":{\"code\":%d,\"message\":\"said\"}}]}".formatted(code);
    return RefurbedMapping.outcomes(reply(200, body), 1).getFirst();
  }

  private static RemoteListing listing(String body) {
    return RefurbedMapping.listing(
        RefurbedDocuments.JSON.read(reply(200, body), OfferDocument.class));
  }

  private static RemoteOrder order(String state, String itemState, String shipmentStatus) {
    String body =
        """
        {"id": "1", "released_at": "2026-11-20T09:58:00Z", "state": "%s",
         "items": [{"id": "9", "state": "%s", "sku": "A", "shipment_status": "%s"}]}
        """
            .formatted(state, itemState, shipmentStatus);
    return RefurbedMapping.order(
        RefurbedDocuments.JSON.read(
            reply(200, body.replace("\"null\"", "null")), OrderDocument.class));
  }
}
