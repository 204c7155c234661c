package dev.onhand.connectors.manomano;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Submission;
import dev.onhand.connectors.manomano.ManoManoDocuments.OfferDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OffersDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OrderDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OrdersDocument;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class ManoManoMappingTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Submission SENT = new Submission("", NOON);
  private static final QuantityUpdate UPDATE =
      new QuantityUpdate(new ListingRef("ABC-1", "ABC-1"), 5, null, "attempt");

  @Test
  void readsAnOffer() throws IOException {
    OffersDocument document =
        ManoManoDocuments.JSON.read(
            recorded(ManoManoMappingTest.class, "offers"), OffersDocument.class);

    assertThat(ManoManoMapping.listings(document, 1).listings())
        .containsExactly(
            new RemoteListing(
                new ListingRef("ABC-1", "ABC-1"),
                List.of("123456"),
                null,
                "",
                null,
                State.ACTIVE,
                250L));
    assertThat(ManoManoMapping.listings(document, 1).next()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "'250', 250",
        "'{\"quantity\":250}', 250",
        "'0', 0",
        "'null', none",
        "'\"many\"', none",
        "'1.5', none",
        "'{}', none"
      })
  void stockIsANumberOrAnObject(String stock, Long quantity) {
    assertThat(ManoManoMapping.listing(offer(stock, "COMPLETED")).quantity()).isEqualTo(quantity);
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED, ACTIVE", "ERROR, INCOMPLETE", "ADDED_NEXT_YEAR, ACTIVE"})
  void anOfferWhoseImportFailedHasToBeMended(String status, State state) {
    assertThat(ManoManoMapping.listing(offer("1", status)).state()).isEqualTo(state);
  }

  @Test
  void readsAnOrder() throws IOException {
    OrdersDocument document =
        ManoManoDocuments.JSON.read(
            recorded(ManoManoMappingTest.class, "orders"), OrdersDocument.class);

    assertThat(ManoManoMapping.orders(document, 1).orders())
        .containsExactly(
            new RemoteOrder(
                "M250111111111",
                "PENDING",
                Instant.parse("2026-11-20T09:58:00Z"),
                Instant.parse("2026-11-20T10:00:00Z"),
                null,
                List.of(new RemoteOrder.Line("ABC-1", "ABC-1", "ABC-1", null, 2, 0, 0, null)),
                "FR",
                "75011"));
    assertThat(ManoManoMapping.orders(document, 1).next()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "WAITING_PAYMENT, IGNORE, 0",
    "PENDING, RESERVE, 0",
    "REMORSE_PERIOD, RESERVE, 0",
    "PREPARATION, RESERVE, 0",
    "SHIPPED, FULFIL, 2",
    "REFUSED, RELEASE, 0",
    "REFUNDING, RELEASE, 0", // what was shipped before is a fact, and stays gone
    "REFUNDED, RELEASE, 0",
    "ACCEPTED, RESERVE, 0",
    "CANCELLED, RELEASE, 0",
    "CLOSED, FULFIL, 2",
    "DELIVERED, FULFIL, 2",
    "COMPLETED, FULFIL, 2"
  })
  void saysWhatEachStatusMeans(String status, Effect effect, long shipped) {
    RemoteOrder order = order(status, "{\"seller_sku\":\"A\",\"quantity\":2}");

    assertThat(ManoManoConnectorFactory.DESCRIPTOR.effect(order.status())).contains(effect);
    assertThat(order.lines().getFirst().shipped()).isEqualTo(shipped);
    assertThat(order.lines().getFirst().cancelled()).isZero();
    assertThat(ManoManoMapping.STATUSES).hasSize(13);
  }

  @Test
  void guessesNothingFromAStatusItDoesNotKnow() {
    RemoteOrder order = order("AWAITING_SUNRISE", "{\"seller_sku\":\"A\",\"quantity\":2}");

    assertThat(ManoManoConnectorFactory.DESCRIPTOR.effect(order.status())).isEmpty();
    assertThat(order.lines().getFirst().shipped()).isZero();
  }

  @Test
  void aSkuThatStandsTwiceInAnOrderIsOneLineWithTheSumOfBoth() {
    RemoteOrder order =
        order(
            "PENDING",
            "{\"seller_sku\":\"A\",\"quantity\":2},{\"seller_sku\":\"B\",\"quantity\":1},"
                + "{\"seller_sku\":\"A\",\"quantity\":3}");

    assertThat(order.lines())
        .containsExactly(
            new RemoteOrder.Line("A", "A", "A", null, 5, 0, 0, null),
            new RemoteOrder.Line("B", "B", "B", null, 1, 0, 0, null));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 20})
  void aPushIsDoneOnceTheOfferShowsIt(long minutes) {
    assertThat(outcome(offer("5", "COMPLETED"), minutes)).isEqualTo(new Applied(5));
    assertThat(outcome(offer("5", "ERROR"), minutes)).isEqualTo(new Applied(5));
  }

  @Test
  void anOfferThatShowsAnotherNumberIsWaitedForAndThenBelieved() {
    assertThat(outcome(offer("7", "COMPLETED"), 14)).isEqualTo(new Unconfirmed(SENT.requestId()));
    assertThat(outcome(offer("7", "COMPLETED"), 15)).isEqualTo(new Applied(7));
    assertThat(outcome(offer("null", "COMPLETED"), 15)).isInstanceOf(Unconfirmed.class);
  }

  @Test
  void anErrorFromBeforeIsNotTakenForThatOfThePush() {
    assertThat(outcome(offer("7", "ERROR"), 5)).isInstanceOf(Unconfirmed.class);
    assertThat(outcome(offer("7", "ERROR"), 6))
        .isEqualTo(new Refused(Refusal.OTHER, "[\"no shipping grid\"]"));
  }

  @Test
  void anOfferThatIsNotThereIsSaidSo() {
    assertThat(outcome(null, 2))
        .isEqualTo(new Refused(Refusal.UNKNOWN_LISTING, "the contract has no offer with this SKU"));
  }

  private static PushOutcome outcome(@Nullable OfferDocument offer, long minutesAfter) {
    return ManoManoMapping.outcome(
        UPDATE, offer, SENT, NOON.plus(Duration.ofMinutes(minutesAfter)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "'{\"error_code\":1015,\"retry_after\":30}', 30",
        "'{\"retry_after\" : \"7\"}', 7",
        "'{\"error_code\":1015}', none",
        "'<html>slow down</html>', none"
      })
  void howLongToWaitStandsInTheBody(String body, Long seconds) {
    assertThat(ManoManoApi.RULES.waitAfter(reply(429, body)).map(Duration::toSeconds).orElse(null))
        .isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":\"ERR_1405\",\"message\":\"maximum 20\"} | {\"code\":\"ERR_1405\",\"message\":\"maximum 20\"}",
        "'' | refused without a word"
      })
  void showsARefusalAsItIs(String body, String said) {
    assertThat(ManoManoMapping.said(reply(400, body))).isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"content\":null}", "[]", "null", ""})
  void takesNothingElseForAnEmptyPage(String body) {
    assertThatThrownBy(() -> ManoManoDocuments.JSON.read(reply(200, body), OffersDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
    assertThatThrownBy(() -> ManoManoDocuments.JSON.read(reply(200, body), OrdersDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  private static OfferDocument offer(String stock, String status) {
    String body =
        "{\"sku\":\"ABC-1\",\"stock\":%s,\"status\":\"%s\",\"errors\":[\"no shipping grid\"]}"
            .formatted(stock, status);
    return ManoManoDocuments.JSON.read(reply(200, body), OfferDocument.class);
  }

  private static RemoteOrder order(String status, String products) {
    String body =
        """
        {"order_reference": "M1", "status": "%s", "products": [%s],
         "created_at": "2026-11-20T09:58:00Z", "status_updated_at": "2026-11-20T10:00:00Z"}
        """
            .formatted(status, products);
    return ManoManoMapping.order(
        ManoManoDocuments.JSON.read(reply(200, body), OrderDocument.class));
  }
}
