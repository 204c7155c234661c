package dev.onhand.connectors.cdiscount;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PageSince;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Deferred;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Submission;
import dev.onhand.connectors.cdiscount.CdiscountApi.OffersPage;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OffersDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OrderDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OrdersDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.ResultsDocument;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class CdiscountMappingTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Submission SENT = new Submission("8f2c", NOON);
  private static final QuantityUpdate UPDATE =
      new QuantityUpdate(new ListingRef("SKU-1", "SKU-1"), 5, null, "attempt");

  private final CdiscountMapping mapping = new CdiscountMapping(true);

  @Test
  void readsAnOffer() throws IOException {
    OffersDocument document =
        CdiscountDocuments.JSON.read(
            recorded(CdiscountMappingTest.class, "offers"), OffersDocument.class);

    assertThat(CdiscountMapping.listings(new OffersPage(document, "cursor=2")).listings())
        .containsExactly(
            new RemoteListing(
                new ListingRef("SKU-1", "SKU-1"),
                List.of(),
                "3700000000017",
                "",
                "New",
                RemoteListing.State.ACTIVE,
                7L));
    assertThat(CdiscountMapping.listings(new OffersPage(document, "cursor=2")).next())
        .isEqualTo(new Cursor("cursor=2"));
    assertThat(CdiscountMapping.listings(new OffersPage(document, null)).next()).isNull();
  }

  @Test
  void readsAnOrder() throws IOException {
    OrdersDocument document =
        CdiscountDocuments.JSON.read(
            recorded(CdiscountMappingTest.class, "orders"), OrdersDocument.class);

    assertThat(mapping.orders(document, new PageSince(NOON, 1)).orders())
        .containsExactly(
            new RemoteOrder(
                "2311201234ABCDE",
                "WaitingAcceptance",
                Instant.parse("2026-11-20T10:00:00Z"),
                Instant.parse("2026-11-20T10:00:00Z"),
                null,
                List.of(new RemoteOrder.Line("1", "SKU-1", "SKU-1", null, 2, 0, 0, null)),
                null,
                null));
    assertThat(mapping.orders(document, new PageSince(NOON, 1)).next()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Processing, IGNORE, 0",
    "WaitingAcceptance, RESERVE, 0",
    "Accepted, RESERVE, 0",
    "InPreparation, RESERVE, 0",
    "Shipped, FULFIL, 2",
    "Delivered, FULFIL, 2",
    "Refused, RELEASE, 0",
    "Rejected, RELEASE, 0",
    "Cancelled, RELEASE, 0" // what was shipped before is a fact, and stays gone
  })
  void saysWhatEachStatusMeans(String status, Effect effect, long shipped) {
    RemoteOrder order = mapping.order(order(status, "\"Seller\"", line("\"1\"", 2))).orElseThrow();

    assertThat(CdiscountConnectorFactory.DESCRIPTOR.effect(order.status())).contains(effect);
    assertThat(order.lines().getFirst().shipped()).isEqualTo(shipped);
    assertThat(order.lines().getFirst().cancelled()).isZero();
    assertThat(CdiscountMapping.STATUSES).hasSize(9);
  }

  @Test
  void guessesNothingFromAStatusItDoesNotKnow() {
    RemoteOrder order =
        mapping.order(order("AwaitingSunrise", "null", line("\"1\"", 2))).orElseThrow();

    assertThat(CdiscountConnectorFactory.DESCRIPTOR.effect(order.status())).isEmpty();
    assertThat(order.lines().getFirst().shipped()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"Seller\"', true, true",
    "'\"Fulfillment\"', true, false",
    "'\"Fulfillment\"', false, false",
    "'{\"id\":\"Fulfillment\"}', true, false",
    "'\"Xdock\"', true, true",
    "'\"Xdock\"', false, false",
    "null, true, true",
    "'\"AddedNextYear\"', true, true"
  })
  void whatOctopiasWarehouseSendsIsNobodysStockHere(
      String supplyMode, boolean sendsXdock, boolean isShown) {
    OrderDocument document = order("Accepted", supplyMode, line("\"1\"", 2));

    assertThat(new CdiscountMapping(sendsXdock).order(document).isPresent()).isEqualTo(isShown);
  }

  @Test
  void aSupplyModeMayStandOnTheLineToo() {
    String fulfilled = "{\"lineId\":\"2\",\"quantity\":9,\"supplyMode\":\"Fulfillment\"}";
    OrderDocument document = order("Accepted", "null", line("\"1\"", 2) + "," + fulfilled);

    assertThat(mapping.order(document).orElseThrow().lines())
        .extracting(RemoteOrder.Line::id)
        .containsExactly("1");
  }

  @Test
  void aLineWithoutAnIdIsNamedByItsSkuAndCountsOnce() {
    OrderDocument document = order("Accepted", "null", line("null", 2) + "," + line("null", 1));

    assertThat(mapping.order(document).orElseThrow().lines())
        .containsExactly(new RemoteOrder.Line("SKU-1", "SKU-1", "SKU-1", null, 3, 0, 0, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ready", "IntegrationPending", "AddedNextYear"})
  void isAtWorkOnAPackageForAnHourAtMost(String state) {
    assertThat(CdiscountMapping.isOver(Optional.of(state))).isFalse();
    assertThat(underWay(state, NOON.plus(Duration.ofMinutes(59))))
        .isEqualTo(new Unconfirmed(SENT.requestId()));
    assertThat(underWay(state, NOON.plus(Duration.ofMinutes(60)))).isInstanceOf(Deferred.class);
  }

  @Test
  void aPackageThatWasNotClosedOrWasDroppedComesAgain() {
    assertThat(underWay("WaitingForCompletion", NOON)).isInstanceOf(Deferred.class);
    assertThat(CdiscountMapping.underWay(Optional.empty(), SENT, NOON))
        .isInstanceOf(Deferred.class);
  }

  private static PushOutcome underWay(String state, Instant now) {
    return CdiscountMapping.underWay(Optional.of(state), SENT, now);
  }

  @Test
  void anIntegratedPackageDoesNotMeanThatEachOfferIs() {
    assertThat(result("Integrated", "[]")).isEqualTo(new Applied(5));
    assertThat(result("Rejected", "[{\"resultCode\":\"E7\",\"message\":\"under review\"}]"))
        .isEqualTo(new Refused(Refusal.OTHER, "E7 under review"));
    assertThat(result("Rejected", "[]"))
        .isEqualTo(new Refused(Refusal.OTHER, "Octopia rejected it without a reason"));
    assertThat(result("Duplicated", "[]")).isInstanceOf(Deferred.class);
    assertThat(CdiscountMapping.outcome("Integrated", UPDATE, null)).isInstanceOf(Deferred.class);
    assertThat(CdiscountMapping.outcome("Rejected", UPDATE, null)).isInstanceOf(Refused.class);
  }

  private static PushOutcome result(String status, String reasons) {
    String body =
        """
        {"items": [{"sellerExternalReference": "SKU-1", "integrationStatus": "%s", "results": %s}]}
        """
            .formatted(status, reasons);
    return CdiscountMapping.outcome(
        "Integrated",
        UPDATE,
        CdiscountDocuments.JSON.read(reply(200, body), ResultsDocument.class).items().getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"errors\":{\"quantity\":[\"must be 0\",\"or more\"]}} | quantity: must be 0 or more",
        "{\"title\":\"Bad Request\",\"detail\":\"no such thing\"} | no such thing",
        "{\"title\":\"Bad Request\",\"errors\":{}} | Bad Request",
        "{} | refused without a word"
      })
  void showsFieldAndTextOfWhatIsWrong(String body, String said) {
    assertThat(CdiscountMapping.refused(reply(400, body)))
        .isEqualTo(new Refused(Refusal.OTHER, said));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"items\":null}", "[]", "null", ""})
  void takesNothingElseForAnEmptyPage(String body) {
    assertThatThrownBy(() -> CdiscountDocuments.JSON.read(reply(200, body), OffersDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
    assertThatThrownBy(() -> CdiscountDocuments.JSON.read(reply(200, body), OrdersDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
    assertThatThrownBy(() -> CdiscountDocuments.JSON.read(reply(200, body), ResultsDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  private static String line(String id, int quantity) {
    return "{\"lineId\":%s,\"quantity\":%d,\"offer\":{\"sellerProductId\":\"SKU-1\"}}"
        .formatted(id, quantity);
  }

  private static OrderDocument order(String status, String supplyMode, String lines) {
    String body =
        """
        {"orderId": "1", "status": "%s", "supplyMode": %s, "lines": [%s],
         "createdAt": "2026-11-20T10:00:00Z", "updatedAt": "2026-11-20T10:00:00Z"}
        """
            .formatted(status, supplyMode, lines);
    return CdiscountDocuments.JSON.read(reply(200, body), OrderDocument.class);
  }
}
