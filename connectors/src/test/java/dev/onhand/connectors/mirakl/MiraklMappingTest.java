package dev.onhand.connectors.mirakl;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Deferred;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Submission;
import dev.onhand.connector.http.NextLink;
import dev.onhand.connectors.mirakl.MiraklDocuments.ImportDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OfferDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OffersDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OrderDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OrdersDocument;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class MiraklMappingTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Submission SENT = new Submission("7b2f", NOON);

  private final MiraklMapping mapping = new MiraklMapping("DEFAULT", "");

  @Test
  void readsAnOffer() throws IOException {
    OffersDocument document =
        MiraklDocuments.JSON.read(
            recorded(MiraklMappingTest.class, "offers"), OffersDocument.class);

    assertThat(mapping.listings(document.offers(), new Cursor("page 100")).listings())
        .containsExactly(
            new RemoteListing(
                new ListingRef("SKU-1", "SKU-1"),
                List.of("2075"),
                "3700000000017",
                "Drill",
                "11",
                State.ACTIVE,
                12L));
  }

  @ParameterizedTest
  @CsvSource({"W1, 5", "W2, 7", "W3, "})
  void readsTheStockOfTheWarehouseThatIsSet(String warehouse, Long quantity) throws IOException {
    OffersDocument document =
        MiraklDocuments.JSON.read(
            recorded(MiraklMappingTest.class, "offers"), OffersDocument.class);

    assertThat(
            new MiraklMapping("DEFAULT", warehouse)
                .listing(document.offers().getFirst())
                .orElseThrow()
                .quantity())
        .isEqualTo(quantity);
  }

  @Test
  void readsAnOrder() throws IOException {
    OrdersDocument document =
        MiraklDocuments.JSON.read(
            recorded(MiraklMappingTest.class, "orders"), OrdersDocument.class);

    assertThat(mapping.orders(document, 0).orders())
        .containsExactly(
            new RemoteOrder(
                "C1234-A",
                "WAITING_ACCEPTANCE",
                Instant.parse("2026-11-20T09:58:00Z"),
                Instant.parse("2026-11-20T10:00:00Z"),
                null,
                List.of(new RemoteOrder.Line("C1234-A-1", "SKU-1", "SKU-1", null, 2, 0, 0, null)),
                null,
                null));
    assertThat(mapping.orders(document, 0).next()).isNull();
  }

  @Test
  void thereAreMorePagesUntilTheLastOrderIsRead() {
    OrdersDocument document =
        new OrdersDocument(List.of(order("SHIPPING", line("SHIPPING", ""))), 250);

    assertThat(mapping.orders(document, 0).next()).isEqualTo(new Cursor("100"));
    assertThat(mapping.orders(document, 100).next()).isEqualTo(new Cursor("200"));
    assertThat(mapping.orders(document, 200).next()).isNull();
    assertThat(mapping.orders(new OrdersDocument(List.of(), 250), 100).next()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "STAGING, IGNORE",
    "WAITING_ACCEPTANCE, RESERVE",
    "WAITING_DEBIT, RESERVE",
    "WAITING_DEBIT_PAYMENT, RESERVE",
    "SHIPPING, RESERVE",
    "SHIPPED, FULFIL",
    "TO_COLLECT, FULFIL",
    "RECEIVED, FULFIL",
    "CLOSED, FULFIL",
    "REFUSED, RELEASE",
    "CANCELED, RELEASE",
    "REFUNDED, RELEASE",
    "WAITING_REFUND, RELEASE",
    "WAITING_REFUND_PAYMENT, RELEASE"
  })
  void saysWhatEachStateOfAnOrderMeans(String state, Effect effect) {
    assertThat(MiraklConnectorFactory.DESCRIPTOR.effect(state)).contains(effect);
    assertThat(MiraklMapping.STATUSES).hasSize(14);
  }

  @ParameterizedTest
  @CsvSource({
    // state, cancelled and shipped of 2: before anything was shipped, and after
    "STAGING, 2, 0, 2, 0",
    "WAITING_ACCEPTANCE, 0, 0, 0, 0",
    "WAITING_DEBIT, 0, 0, 0, 0",
    "WAITING_DEBIT_PAYMENT, 0, 0, 0, 0",
    "SHIPPING, 0, 0, 0, 0",
    "SHIPPED, 0, 2, 0, 2",
    "TO_COLLECT, 0, 2, 0, 2",
    "RECEIVED, 0, 2, 0, 2",
    "CLOSED, 0, 2, 0, 2",
    "REFUSED, 2, 0, 0, 2",
    "CANCELED, 2, 0, 0, 2",
    "INCIDENT_OPEN, 0, 0, 0, 2",
    "REFUNDED, 2, 0, 0, 2",
    "WAITING_REFUND, 2, 0, 0, 2",
    "WAITING_REFUND_PAYMENT, 2, 0, 0, 2"
  })
  void saysWhatEachStateOfALineMeans(
      String state, long cancelled, long shipped, long cancelledLater, long shippedLater) {
    RemoteOrder.Line before = only(order("SHIPPING", line(state, "")));
    RemoteOrder.Line after = only(order("SHIPPING", line(state, SHIPPED_AT)));

    assertThat(before.cancelled()).isEqualTo(cancelled);
    assertThat(before.shipped()).isEqualTo(shipped);
    assertThat(after.cancelled()).isEqualTo(cancelledLater);
    assertThat(after.shipped()).isEqualTo(shippedLater);
    assertThat(List.of(before.returned(), after.returned())).containsOnly(0L);
  }

  @Test
  void shippingIsToBeShippedAndShippedIsShipped() {
    assertThat(only(order("SHIPPING", line("SHIPPING", ""))).shipped()).isZero();
    assertThat(only(order("SHIPPED", line("SHIPPED", ""))).shipped()).isEqualTo(2);
  }

  @Test
  void aClosedLineThatWasPaidBackBeforeItWasShippedIsNotShipped() {
    String paidBack = ", \"refunds\": [{\"id\": \"1\", \"quantity\": 2}]";

    assertThat(only(order("CLOSED", line("CLOSED", paidBack))).cancelled()).isEqualTo(2);
    assertThat(only(order("CLOSED", line("CLOSED", paidBack + SHIPPED_AT))).shipped()).isEqualTo(2);
  }

  @Test
  void countsOfCancelationsAndRefundsAreForInformationOnly() {
    String told = ", \"cancelations\": [{\"quantity\": 1}], \"refunds\": [{\"quantity\": 1}]";
    RemoteOrder.Line line = only(order("SHIPPING", line("SHIPPING", told)));

    assertThat(line.quantity()).isEqualTo(2);
    assertThat(line.cancelled()).isZero();
    assertThat(line.returned()).isZero();
  }

  @Test
  void eachLineIsDecidedByItsOwnState() {
    RemoteOrder order =
        mapping
            .order(
                order(
                    "SHIPPING",
                    line("REFUSED", "") + "," + line("SHIPPING", "").replace("-1\"", "-2\"")))
            .orElseThrow();

    assertThat(order.lines()).extracting(RemoteOrder.Line::cancelled).containsExactly(2L, 0L);
    assertThat(order.status()).isEqualTo("SHIPPING");
  }

  @Test
  void guessesNothingFromStatesItDoesNotKnow() {
    RemoteOrder ofLine =
        mapping.order(order("SHIPPING", line("AWAITING_SUNRISE", ""))).orElseThrow();
    RemoteOrder ofOrder =
        mapping.order(order("AWAITING_SUNRISE", line("SHIPPING", ""))).orElseThrow();

    for (RemoteOrder order : List.of(ofLine, ofOrder)) {
      assertThat(order.status()).contains("AWAITING_SUNRISE");
      assertThat(MiraklConnectorFactory.DESCRIPTOR.effect(order.status())).isEmpty();
      assertThat(order.lines().getFirst().cancelled()).isZero();
      assertThat(order.lines().getFirst().shipped()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "', \"fulfillment\": null', true",
    "', \"fulfillment\": {\"center\": {\"code\": \"DEFAULT\"}}', true",
    "', \"fulfillment\": {\"center\": {\"code\": \"OPERATOR\"}}', false"
  })
  void whatAnotherCenterSendsIsNobodysStockHere(String fulfillment, boolean isShown) {
    OrderDocument order = order("SHIPPING", line("SHIPPING", ""), fulfillment);

    assertThat(mapping.order(order).isPresent()).isEqualTo(isShown);
    assertThat(mapping.listing(offer("\"quantity\": 1" + fulfillment)).isPresent())
        .isEqualTo(isShown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"quantity\": 5, \"active\": true | ACTIVE",
        "\"quantity\": 5 | ACTIVE",
        "\"quantity\": 0, \"active\": false | ACTIVE",
        "\"quantity\": 0, \"active\": false, \"inactivity_reasons\": [\"ZERO_QUANTITY\"] | ACTIVE",
        "\"quantity\": 0, \"active\": false, \"inactivity_reasons\": [\"ZERO_QUANTITY\",\"NEW\"] | INCOMPLETE",
        "\"quantity\": 5, \"active\": false, \"inactivity_reasons\": [\"SHOP_NOT_OPEN\"] | INCOMPLETE",
        "\"quantity\": 5, \"active\": false | INCOMPLETE"
      })
  void whatIsOnlySoldOutCanBeBoughtOnceItIsThere(String fields, State state) {
    assertThat(mapping.listing(offer(fields)).orElseThrow().state()).isEqualTo(state);
  }

  @Test
  void anOfferThatIsDeletedOrHasNoSkuIsNone() {
    assertThat(mapping.listing(offer("\"deleted\": true"))).isEmpty();
    assertThat(mapping.listing(offer("\"shop_sku\": null"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAITING", "RUNNING", "ADDED_NEXT_YEAR"})
  void isAtWorkOnAnImportForAnHourAtMost(String status) {
    ImportDocument state = new ImportDocument(status, 0L, false);

    assertThat(state.isOver()).isFalse();
    assertThat(MiraklMapping.underWay(state, SENT, NOON.plus(Duration.ofMinutes(59))))
        .isEqualTo(new Unconfirmed(SENT.requestId()));
    assertThat(MiraklMapping.underWay(state, SENT, NOON.plus(Duration.ofMinutes(60))))
        .isInstanceOf(Deferred.class);
  }

  @Test
  void anImportThatFailedOrIsGoneComesAgain() {
    assertThat(MiraklMapping.underWay(new ImportDocument("FAILED", null, null), SENT, NOON))
        .isInstanceOf(Deferred.class);
    assertThat(MiraklMapping.underWay(ImportDocument.GONE, SENT, NOON))
        .isInstanceOf(Deferred.class);
  }

  @Test
  void aCompleteImportMayHaveErrors() {
    assertThat(new ImportDocument("COMPLETE", 0L, false).hasErrors()).isFalse();
    assertThat(new ImportDocument("COMPLETE", null, null).hasErrors()).isFalse();
    assertThat(new ImportDocument("COMPLETE", 1L, null).hasErrors()).isTrue();
    assertThat(new ImportDocument("COMPLETE", null, true).hasErrors()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"message\":\"no such thing\",\"status\":400} | no such thing",
        "{\"errors\":[{\"code\":\"C\",\"field\":\"file\",\"message\":\"too long\"}]} | too long",
        "{} | Mirakl did not take it, without a reason"
      })
  void showsWhatIsWrongInEitherShape(String body, String said) {
    assertThat(MiraklMapping.refused(MiraklApi.RULES.advice(reply(400, body)), true))
        .isEqualTo(new Refused(Refusal.OTHER, said));
  }

  @Test
  void aRefusalOfAnOfferThatIsNotThereSaysSo() {
    PushOutcome refused = MiraklMapping.refused("The offer does not exist", false);

    assertThat(refused).isEqualTo(new Refused(Refusal.UNKNOWN_LISTING, "The offer does not exist"));
  }

  @Test
  void readsWhatAReportSaysOfEachLine() {
    String report =
        """
        "line";"reason";"offer-sku";"quantity"
        "1";"locked; ""for now\""";"SKU;1";"5";"";""
        2;not there;SKU-2;5
        "3";"one";"SKU-3";"5"
        "4";"other";"SKU-3";"5"
        """;

    assertThat(StockFile.errors(report))
        .containsAllEntriesOf(
            Map.of("SKU;1", "locked; \"for now\"", "SKU-2", "not there", "SKU-3", "one; other"))
        .hasSize(4); // with the heading, if there is one
    assertThat(StockFile.errors(report.replace("\n", "\r\n"))).hasSize(4);
    assertThat(StockFile.errors("")).isEmpty();
  }

  @Test
  void aReportWithLongReasonsIsRead() {
    String reason = "\"\"x".repeat(50_000);

    assertThat(StockFile.errors("\"1\";\"%s\";\"SKU-1\"\n".formatted(reason)))
        .containsEntry("SKU-1", "\"x".repeat(50_000));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.mirakl.net, https://a.mirakl.net/files/1?sign=2, true",
    "https://a.mirakl.net, https://b.mirakl.net/files/1, false",
    "https://a.mirakl.net, http://a.mirakl.net/files/1, false",
    "https://a.mirakl.net, https://a.mirakl.net:8443/files/1, false",
    "https://a.mirakl.net, https://a.mirakl.net@storage.example/1, false"
  })
  void theKeyGoesToNoOtherHost(URI address, URI file, boolean isOwn) {
    assertThat(NextLink.isOnHostOf(address, file)).isEqualTo(isOwn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"offers\":null,\"orders\":null,\"total_count\":0}", "[]", "null", ""})
  void takesNothingElseForAnEmptyPage(String body) {
    assertThatThrownBy(() -> MiraklDocuments.JSON.read(reply(200, body), OffersDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
    assertThatThrownBy(() -> MiraklDocuments.JSON.read(reply(200, body), OrdersDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  private RemoteOrder.Line only(OrderDocument order) {
    return mapping.order(order).orElseThrow().lines().getFirst();
  }

  private static final String SHIPPED_AT = ", \"shipped_date\": \"2026-11-20T11:00:00Z\"";

  private static String line(String state, String more) {
    return """
        {"order_line_id": "C1-A-1", "offer_sku": "SKU-1", "quantity": 2, "order_line_state": "%s"%s}
        """
        .formatted(state, more);
  }

  private static OrderDocument order(String state, String lines) {
    return order(state, lines, "");
  }

  private static OrderDocument order(String state, String lines, String more) {
    String body =
        """
        {"order_id": "C1-A", "order_state": "%s", "order_lines": [%s],
         "created_date": "2026-11-20T10:00:00Z", "last_updated_date": "2026-11-20T10:00:00Z"%s}
        """
            .formatted(state, lines, more);
    return MiraklDocuments.JSON.read(reply(200, body), OrderDocument.class);
  }

  private static OfferDocument offer(String fields) {
    String sku = fields.contains("shop_sku") ? "" : "\"shop_sku\": \"SKU-1\", ";
    return MiraklDocuments.JSON.read(
        reply(200, "{\"offer_id\": 1, " + sku + fields + "}"), OfferDocument.class);
  }
}
