package dev.onhand.connectors.backmarket;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PageNumbers;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.backmarket.BackMarketDocuments.ListingDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.ListingsDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.OrderDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.OrdersDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class BackMarketMappingTest {

  @Test
  void readsAListing() throws IOException {
    ListingsDocument document =
        BackMarketDocuments.JSON.read(
            recorded(BackMarketMappingTest.class, "listings"), ListingsDocument.class);

    assertThat(BackMarketMapping.listings(document, 1).listings())
        .containsExactly(
            new RemoteListing(
                new ListingRef("0b1c8b0a-4f0e-4b0e-9d0a-1f6a3c1d2e3f", "IP12-64-BLK-A"),
                List.of("123456"),
                null,
                "iPhone 12 64GB Black",
                "GOOD",
                State.ACTIVE,
                3L));
    assertThat(BackMarketMapping.listings(document, 1).next()).isEqualTo(new Cursor("2"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, INCOMPLETE",
    "1, 5, INCOMPLETE",
    "2, 5, ACTIVE",
    "2, 0, ACTIVE",
    "3, 0, ACTIVE",
    "3, 5, PAUSED",
    "4, 5, PAUSED",
    "17, 5, INCOMPLETE",
    "null, 5, INCOMPLETE"
  })
  void readsWhetherAListingCanBeBought(String publication, long quantity, State state) {
    ListingDocument document =
        BackMarketDocuments.JSON.read(
            reply(
                200,
                "{\"id\":\"a\",\"quantity\":%d,\"publication_state\":%s}"
                    .formatted(quantity, publication)),
            ListingDocument.class);

    assertThat(BackMarketMapping.listing(document).state()).isEqualTo(state);
  }

  @Test
  void readsAnOrder() throws IOException {
    OrdersDocument document =
        BackMarketDocuments.JSON.read(
            recorded(BackMarketMappingTest.class, "orders"), OrdersDocument.class);

    assertThat(BackMarketMapping.orders(document, 1).orders())
        .containsExactly(
            new RemoteOrder(
                "45678901",
                "3",
                Instant.parse("2026-11-20T09:58:00Z"),
                Instant.parse("2026-11-20T10:05:00Z"),
                null,
                List.of(
                    new RemoteOrder.Line("9001", "123456", "IP12-64-BLK-A", null, 1, 0, 0, null)),
                "FR",
                "75011"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, 0", // new: not wanted yet
    "8, 3, 0", // payment pending: not wanted yet
    "9, 3, 0", // on hold: not wanted yet
    "1, 0, 0", // paid
    "2, 0, 0", // accepted
    "3, 0, 3", // shipped
    "4, 3, 0", // cancelled
    "5, 3, 0", // refunded before shipping
    "6, 0, 3", // refunded after shipping: the goods are out
    "7, 3, 0", // not paid
  })
  void readsEachStateOfALine(int state, long cancelled, long shipped) {
    RemoteOrder order = BackMarketMapping.order(order(3, state));

    assertThat(order.status()).isEqualTo("3");
    assertThat(order.lines().getFirst().quantity()).isEqualTo(3);
    assertThat(order.lines().getFirst().cancelled()).isEqualTo(cancelled);
    assertThat(order.lines().getFirst().shipped()).isEqualTo(shipped);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 8, 9, 10})
  void saysWhatEachStateOfAnOrderMeans(int state) {
    assertThat(BackMarketMapping.STATUSES)
        .containsKey(BackMarketMapping.order(order(state, 1)).status());
  }

  @ParameterizedTest
  @CsvSource({"42, 1", "3, 42", "9, 10"})
  void guessesNothingFromAStateItDoesNotKnow(int state, int lineState) {
    RemoteOrder order = BackMarketMapping.order(order(state, lineState));

    assertThat(BackMarketMapping.STATUSES).doesNotContainKey(order.status());
    assertThat(order.lines().getFirst().shipped() + order.lines().getFirst().cancelled()).isZero();
  }

  @Test
  void readsSeveralPagesOfOrdersToTheEndAndBack() {
    Map<Integer, Boolean> hasNext = Map.of(1, true, 2, true, 3, false);
    List<Integer> read = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      int page = PageNumbers.of(at);
      read.add(page);
      OrdersDocument document =
          new OrdersDocument(
              Objects.requireNonNull(hasNext.get(Math.abs(page))) ? "more" : null, List.of());
      at = BackMarketMapping.orders(document, page).next();
    }

    assertThat(read).containsExactly(1, 2, 3, -2, -1);
  }

  @Test
  void readsASinglePageOfOrdersOnce() {
    assertThat(BackMarketMapping.orders(new OrdersDocument(null, List.of()), 1).next()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | \"listing is under review\"      | OTHER           | listing is under review",
        "404 | {\"error\":{\"code\":\"gone\"}} | UNKNOWN_LISTING | {\"error\":{\"code\":\"gone\"}}"
      })
  void readsARefusal(int status, String body, Refusal reason, String detail) {
    PushOutcome outcome = BackMarketMapping.outcome(reply(status, body));

    assertThat(outcome).isEqualTo(new Refused(reason, detail));
  }

  @Test
  void readsWhatTheListingShowsAfterAPushAndNotWhatWasSent() {
    assertThat(
            BackMarketMapping.outcome(
                reply(200, "{\"id\":\"a\",\"quantity\":7,\"statuscode\":200}")))
        .isEqualTo(new Applied(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a\"}",
        "{\"id\":\"a\",\"quantity\":1.5}",
        "{\"id\":\"a\",\"quantity\":null}",
        "{\"id\":\"a\",\"quantity\":\"many\"}",
        "{}",
        "[]",
        "\"quantity\"",
        "null",
        ""
      })
  void guessesNoQuantity(String body) {
    assertThatThrownBy(() -> BackMarketMapping.outcome(reply(200, body)))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"results\":null}", "{\"error\":{}}"})
  void takesNothingElseForAnEmptyPage(String body) {
    assertThatThrownBy(
            () -> BackMarketDocuments.JSON.read(reply(200, body), ListingsDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
    assertThatThrownBy(() -> BackMarketDocuments.JSON.read(reply(200, body), OrdersDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  private static OrderDocument order(int state, int lineState) {
    String body =
        """
        {"order_id": 1, "state": %d, "date_creation": "2026-11-20T09:58:00+00:00",
         "orderlines": [{"id": 9, "state": %d, "listing": "A", "quantity": 3}]}
        """
            .formatted(state, lineState);
    return BackMarketDocuments.JSON.read(reply(200, body), OrderDocument.class);
  }
}
