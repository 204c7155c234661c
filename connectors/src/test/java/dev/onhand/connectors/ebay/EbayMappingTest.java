package dev.onhand.connectors.ebay;

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
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connectors.ebay.EbayDocuments.ItemsDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OffersDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OrderDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OrdersDocument;
import dev.onhand.connectors.ebay.EbayDocuments.RepliesDocument;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class EbayMappingTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final QuantityUpdate UPDATE =
      new QuantityUpdate(new ListingRef("GP-Cam-01", "GP-Cam-01"), 5, null, "attempt");

  @Test
  void readsAnItem() throws IOException {
    ItemsDocument document =
        EbayDocuments.JSON.read(recorded(EbayMappingTest.class, "items"), ItemsDocument.class);

    assertThat(EbayMapping.listings(document, 0).listings())
        .containsExactly(
            new RemoteListing(
                new ListingRef("GP-Cam-01", "GP-Cam-01"),
                List.of(),
                null,
                "Camera",
                "NEW",
                RemoteListing.State.ACTIVE,
                10L));
    assertThat(EbayMapping.listings(document, 0).next()).isEqualTo(new Cursor("1"));
    assertThat(EbayMapping.listings(new ItemsDocument(0, "", null), 0).next()).isNull();
  }

  @Test
  void readsOffers() throws IOException {
    OffersDocument document =
        EbayDocuments.JSON.read(recorded(EbayMappingTest.class, "offers"), OffersDocument.class);

    assertThat(document.rows())
        .containsExactly(new EbayDocuments.OfferDocument("36445435465", "PUBLISHED"));
  }

  @Test
  void readsAnOrder() throws IOException {
    OrdersDocument document =
        EbayDocuments.JSON.read(recorded(EbayMappingTest.class, "orders"), OrdersDocument.class);

    assertThat(EbayMapping.orders(document, 1).orders())
        .containsExactly(
            new RemoteOrder(
                "12-34567-89012",
                "NOT_STARTED",
                Instant.parse("2026-01-01T09:00:00Z"),
                Instant.parse("2026-01-01T09:05:00Z"),
                null,
                List.of(
                    new RemoteOrder.Line(
                        "10001234567890", "GP-Cam-01", "GP-Cam-01", null, 2, 0, 0, null)),
                null,
                null));
    assertThat(EbayMapping.orders(document, 1).next()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    // cancelState, payment, fulfilment, that of the line, effect, cancelled and shipped of 2
    "NONE_REQUESTED, PENDING, NOT_STARTED, NOT_STARTED, RESERVE, 0, 0",
    "NONE_REQUESTED, PAID, NOT_STARTED, NOT_STARTED, RESERVE, 0, 0",
    "NONE_REQUESTED, PARTIALLY_REFUNDED, NOT_STARTED, NOT_STARTED, RESERVE, 0, 0",
    "NONE_REQUESTED, PAID, IN_PROGRESS, NOT_STARTED, RESERVE, 0, 0",
    "NONE_REQUESTED, PAID, IN_PROGRESS, IN_PROGRESS, RESERVE, 0, 0",
    "NONE_REQUESTED, PAID, IN_PROGRESS, FULFILLED, RESERVE, 0, 2",
    "NONE_REQUESTED, PAID, FULFILLED, FULFILLED, FULFIL, 0, 2",
    "NONE_REQUESTED, PARTIALLY_REFUNDED, FULFILLED, FULFILLED, FULFIL, 0, 2",
    "NONE_REQUESTED, FULLY_REFUNDED, FULFILLED, FULFILLED, RELEASE, 0, 2",
    "NONE_REQUESTED, FULLY_REFUNDED, NOT_STARTED, NOT_STARTED, RELEASE, 2, 0",
    "NONE_REQUESTED, FAILED, NOT_STARTED, NOT_STARTED, RELEASE, 2, 0",
    "IN_PROGRESS, PAID, NOT_STARTED, NOT_STARTED, RESERVE, 0, 0",
    "CANCELED, FULLY_REFUNDED, NOT_STARTED, NOT_STARTED, RELEASE, 2, 0",
    "CANCELED, PAID, IN_PROGRESS, FULFILLED, RELEASE, 0, 2",
    "CANCELED, PAID, IN_PROGRESS, NOT_STARTED, RELEASE, 2, 0"
  })
  void saysWhatEachStatusMeans(
      String cancel,
      String payment,
      String fulfillment,
      String ofLine,
      Effect effect,
      long cancelled,
      long shipped) {
    RemoteOrder order = EbayMapping.order(order(cancel, payment, fulfillment, ofLine));
    RemoteOrder.Line line = order.lines().getFirst();

    assertThat(EbayConnectorFactory.DESCRIPTOR.effect(order.status())).contains(effect);
    assertThat(line.cancelled()).isEqualTo(cancelled);
    assertThat(line.shipped()).isEqualTo(shipped);
    assertThat(line.returned()).as("amounts that are paid back are no units").isZero();
  }

  @Test
  void aListNamesNobodyWhoAskedToCancelSoTheStateOfTheCancellationDecides() {
    String written =
        written(
                "IN_PROGRESS",
                "PAID",
                "NOT_STARTED",
                "{\"lineItemId\": \"1\", \"sku\": \"A\", \"quantity\": 2, \"lineItemFulfillmentStatus\": \"NOT_STARTED\"}")
            .replace("\"cancelState\"", "\"cancelRequests\": [], \"cancelState\"");
    OrderDocument asked = EbayDocuments.JSON.read(reply(200, written), OrderDocument.class);
    OrderDocument done =
        EbayDocuments.JSON.read(
            reply(200, written.replace("IN_PROGRESS", "CANCELED")), OrderDocument.class);

    assertThat(EbayMapping.order(asked).lines().getFirst().cancelled()).isZero();
    assertThat(EbayMapping.order(done).lines().getFirst().cancelled()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "AWAITING_SUNRISE, PAID, NOT_STARTED, NOT_STARTED",
    "NONE_REQUESTED, AWAITING_SUNRISE, NOT_STARTED, NOT_STARTED",
    "NONE_REQUESTED, PAID, AWAITING_SUNRISE, NOT_STARTED",
    "NONE_REQUESTED, PAID, NOT_STARTED, AWAITING_SUNRISE"
  })
  void guessesNothingFromStatusesItDoesNotKnow(
      String cancel, String payment, String fulfillment, String ofLine) {
    RemoteOrder order = EbayMapping.order(order(cancel, payment, fulfillment, ofLine));

    assertThat(order.status()).contains("AWAITING_SUNRISE");
    assertThat(EbayConnectorFactory.DESCRIPTOR.effect(order.status())).isEmpty();
    assertThat(order.lines().getFirst().cancelled()).isZero();
    assertThat(order.lines().getFirst().shipped()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"sku\": \"A\", \"legacyItemId\": \"1\", \"legacyVariationId\": \"2\"', A, A",
    "'\"legacyItemId\": \"1\", \"legacyVariationId\": \"2\"', 1/2, ",
    "'\"legacyItemId\": \"1\"', 1, "
  })
  void aLineOfAnOlderListingHasNoSku(String names, String listing, String sku) {
    String body =
        written(
            "NONE_REQUESTED",
            "PAID",
            "NOT_STARTED",
            "{\"lineItemId\": \"1\", \"quantity\": 2, %s}".formatted(names));
    RemoteOrder.Line line =
        EbayMapping.order(EbayDocuments.JSON.read(reply(200, body), OrderDocument.class))
            .lines()
            .getFirst();

    assertThat(line.listing()).isEqualTo(listing);
    assertThat(line.sku()).isEqualTo(sku);
    assertThat(line.shipped()).as("by the order, where the line does not say").isZero();
  }

  @Test
  void oneAnswerIsForTheItemAndOneForEachOffer() throws IOException {
    RepliesDocument document =
        EbayDocuments.JSON.read(recorded(EbayMappingTest.class, "replies"), RepliesDocument.class);

    assertThat(EbayMapping.outcome(UPDATE, document.responses(), NOON))
        .isEqualTo(new Refused(Refusal.BAD_QUANTITY, "25709 Invalid value for availableQuantity."));
    assertThat(EbayMapping.outcome(UPDATE, document.responses().subList(0, 1), NOON))
        .isEqualTo(new Applied(5));
    assertThat(EbayMapping.outcome(UPDATE, List.of(), NOON)).isEqualTo(new Unconfirmed(null));
  }

  @ParameterizedTest
  @CsvSource({
    "404, 25710, , UNKNOWN_LISTING",
    "404, 99999, , UNKNOWN_LISTING",
    "400, 25702, , UNKNOWN_LISTING",
    "400, 25709, , BAD_QUANTITY",
    "400, 25709, 1, BAD_QUANTITY",
    "400, 25002, , OTHER",
    "400, 25734, , OTHER",
    "400, 25759, 1, OTHER"
  })
  void aPersonDecidesWhatIsRefused(int status, int error, String offer, Refusal refusal) {
    assertThat(outcome(status, error, offer, "no")).isEqualTo(new Refused(refusal, error + " no"));
  }

  @ParameterizedTest
  @CsvSource({
    "500, 25001, , 5",
    "400, 25001, , 5",
    "400, 25025, , 5", // somebody is at the same item
    "400, 25713, 1, 0", // the offer is another by now
    "404, 25713, , 0",
    "404, 99999, 1, 0"
  })
  void whatPassesComesAgain(int status, int error, String offer, long seconds) {
    assertThat(outcome(status, error, offer, "no"))
        .isInstanceOfSatisfying(
            Deferred.class,
            deferred -> {
              assertThat(deferred.cause()).isEqualTo(Cause.UNAVAILABLE);
              assertThat(deferred.waitAtLeast()).isEqualTo(Duration.ofSeconds(seconds));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "You have exceeded the maximum number of revisions for this listing today.",
        "This listing was revised 250 times today.",
        "Daily revision limit reached"
      })
  void aListingThatWasRevisedTooOftenTodayWaitsForTheNextDayThere(String text) {
    assertThat(outcome(400, 25002, null, text))
        .isInstanceOfSatisfying(
            Deferred.class,
            deferred -> {
              assertThat(deferred.cause()).isEqualTo(Cause.THROTTLED);
              assertThat(deferred.waitAtLeast())
                  .as("noon is 4 in the morning there")
                  .isEqualTo(Duration.ofHours(20));
            });
  }

  private static PushOutcome outcome(int status, int error, String offer, String text) {
    String body =
        """
        {"responses": [{"sku": "GP-Cam-01", "statusCode": 200, "errors": []},
                       {"sku": "GP-Cam-01", "offerId": %s, "statusCode": %d,
                        "errors": [{"errorId": %d, "message": "%s"}]}]}
        """
            .formatted(offer == null ? "null" : "\"" + offer + "\"", status, error, text);
    return EbayMapping.outcome(
        UPDATE, EbayDocuments.JSON.read(reply(207, body), RepliesDocument.class).responses(), NOON);
  }

  @Test
  void aCallThatIsRefusedWholeIsRefusedForItsItem() {
    String body = "{\"errors\":[{\"errorId\":25002,\"message\":\"no\"}]}";

    assertThat(
            EbayMapping.outcome(UPDATE, List.of(EbayMapping.whole(UPDATE, reply(400, body))), NOON))
        .isEqualTo(new Refused(Refusal.OTHER, "25002 no"));
    assertThat(
            EbayMapping.outcome(UPDATE, List.of(EbayMapping.whole(UPDATE, reply(400, "{}"))), NOON))
        .isEqualTo(new Refused(Refusal.OTHER, "eBay did not take it, without a reason"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"total\":3}", "[]", "null", ""})
  void takesNothingElseForAnEmptyPage(String body) {
    assertThatThrownBy(() -> EbayDocuments.JSON.read(reply(200, body), ItemsDocument.class).rows())
        .isInstanceOfAny(
            JacksonException.class, NullPointerException.class, IllegalStateException.class);
    assertThatThrownBy(() -> EbayDocuments.JSON.read(reply(200, body), OrdersDocument.class).rows())
        .isInstanceOfAny(
            JacksonException.class, NullPointerException.class, IllegalStateException.class);
  }

  @Test
  void aCallNamesItsOrderWhereverItStands() {
    assertThat(EbayMapping.notice(EbaySigningTest.VECTOR_BODY.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new WebhookNotice("n-1", "ORDER_CONFIRMATION", List.of("12-34567-89012"), List.of()));
    String deep =
        EbaySigningTest.VECTOR_BODY.replace("{\"orderId\":", "{\"order\":{\"orderId\":") + "}";
    assertThat(EbayMapping.notice(deep.getBytes(StandardCharsets.UTF_8)).orders())
        .containsExactly("12-34567-89012");
    assertThat(EbayMapping.notice("{}".getBytes(StandardCharsets.UTF_8)).orders()).isEmpty();
  }

  private static OrderDocument order(
      String cancel, String payment, String fulfillment, String ofLine) {
    String line =
        "{\"lineItemId\": \"1\", \"sku\": \"A\", \"quantity\": 2, \"lineItemFulfillmentStatus\": \"%s\","
            + " \"refunds\": [{\"amount\": {\"value\": \"1.00\"}}]}";
    return EbayDocuments.JSON.read(
        reply(200, written(cancel, payment, fulfillment, line.formatted(ofLine))),
        OrderDocument.class);
  }

  private static String written(String cancel, String payment, String fulfillment, String line) {
    return """
        {"orderId": "1", "creationDate": "2026-11-20T10:00:00.000Z", "lastModifiedDate": "2026-11-20T10:00:00.000Z",
         "orderFulfillmentStatus": "%s", "orderPaymentStatus": "%s", "cancelStatus": {"cancelState": "%s"},
         "lineItems": [%s]}
        """
        .formatted(fulfillment, payment, cancel, line);
  }
}
