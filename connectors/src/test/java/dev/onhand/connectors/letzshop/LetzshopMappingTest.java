package dev.onhand.connectors.letzshop;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.letzshop.LetzshopDocuments.ShipmentDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.ShipmentsDocument;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class LetzshopMappingTest {

  private static final Instant PLACED = Instant.parse("2025-12-01T10:00:00Z");

  @Test
  void aShipmentIsAnOrderAndEachOfItsUnitsAPiece() throws IOException {
    ShipmentsDocument document =
        LetzshopDocuments.JSON.read(
            recorded(LetzshopMappingTest.class, "shipments"),
            "/data/shipments",
            ShipmentsDocument.class);

    assertThat(LetzshopMapping.orders(document, PLACED, null).orders())
        .containsExactly(
            new RemoteOrder(
                "U2hpcG1lbnQvMQ==",
                "unconfirmed",
                PLACED,
                null,
                null,
                List.of(
                    new RemoteOrder.Line(
                        "SW52VW5pdC8x", null, "SKU-1", "5401234567890", 1, 0, 0, null),
                    new RemoteOrder.Line("SW52VW5pdC8y", null, "SKU-1", null, 1, 0, 0, null)),
                "LU",
                "1611"));
  }

  @ParameterizedTest
  @CsvSource({
    "unconfirmed, RESERVE",
    "confirmed, RESERVE",
    "shipped, RESERVE", // what left is said of its units; others keep what they have
    "declined, RELEASE",
    "canceled, RELEASE",
    "cancelled, RELEASE"
  })
  void saysWhatEachStateOfAShipmentMeansForPiecesThatAreOpen(String state, Effect effect) {
    assertThat(LetzshopConnectorFactory.DESCRIPTOR.effect(order(state, "unconfirmed").status()))
        .contains(effect);
    assertThat(LetzshopMapping.STATUSES).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "unconfirmed, unconfirmed, 0, 0, 0",
    "unconfirmed, confirmed_available, 0, 0, 0",
    "unconfirmed, confirmed_unavailable, 1, 0, 0",
    "confirmed, confirmed_available, 0, 0, 0",
    "confirmed, confirmed_unavailable, 1, 0, 0",
    "shipped, confirmed_available, 0, 1, 0",
    "shipped, confirmed_unavailable, 1, 0, 0",
    "shipped, unconfirmed, 0, 0, 0", // only those that were confirmed are fulfilled
    "shipped, returned, 0, 1, 1",
    "confirmed, returned, 0, 1, 1",
    "declined, confirmed_unavailable, 1, 0, 0",
    "canceled, confirmed_available, 0, 0, 0",
    "SHIPPED, CONFIRMED_AVAILABLE, 0, 1, 0"
  })
  void readsEachStateOfAUnit(
      String state, String unitState, long cancelled, long shipped, long returned) {
    RemoteOrder.Line line = order(state, unitState).lines().getFirst();

    assertThat(line.quantity()).isOne();
    assertThat(line.cancelled()).isEqualTo(cancelled);
    assertThat(line.shipped()).isEqualTo(shipped);
    assertThat(line.returned()).isEqualTo(returned);
  }

  @ParameterizedTest
  @CsvSource({
    "on_the_moon, unconfirmed",
    "partially_shipped, confirmed_available",
    "confirmed, shipped",
    "unconfirmed, lost"
  })
  void keepsWhatItHadOfAStateItDoesNotKnowAndReportsIt(String state, String unitState) {
    RemoteOrder order = order(state, unitState);

    assertThat(LetzshopConnectorFactory.DESCRIPTOR.effect(order.status())).isEmpty();
    assertThat(order.lines().getFirst().cancelled()).isZero();
    assertThat(order.lines().getFirst().shipped()).isZero();
  }

  @Test
  void anOrderThatIsNotPlacedYetIsNone() {
    assertThat(
            LetzshopMapping.order(
                node("{\"id\":\"1\",\"state\":\"x\",\"order\":{},\"inventoryUnits\":[]}")))
        .isEmpty();
  }

  @Test
  void aUnitOfAProductThatIsGoneHasNoName() {
    RemoteOrder.Line line = order("unconfirmed", "unconfirmed").lines().getFirst();

    assertThat(line.sku()).isNull();
    assertThat(line.gtin()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":null}",
        "{\"data\":{\"shipments\":{}}}",
        "{\"data\":{\"shipments\":{\"nodes\":[{\"id\":\"1\",\"state\":\"shipped\"}]}}}",
        "[]",
        "null",
        ""
      })
  void guessesNothingFromWhatIsNoAnswer(String body) {
    assertThatThrownBy(
            () ->
                LetzshopDocuments.JSON.read(
                    reply(200, body), "/data/shipments", ShipmentsDocument.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  @Test
  void readsAFeedAsGoogleHasIt() {
    FeedFile feed =
        feed(
            """
            \ufeffid\ttitle\tgtin\tavailability\tprice
            SKU-1\t"Mug ""blue"",\tlarge"\t5401234567890\tin stock\t9.99 EUR
            SKU-2\t"Best" mug\t\tOut_of_stock\t5 EUR

            SKU-3\tMug\t\tpreorder\t5 EUR
            """,
            null);

    assertThat(LetzshopMapping.listings(List.of(feed), Cursor.START).listings())
        .containsExactly(
            listing("SKU-1", "5401234567890", "Mug \"blue\",\tlarge", State.ACTIVE, 1L),
            listing("SKU-2", null, "\"Best\" mug", State.ACTIVE, 0L),
            listing("SKU-3", null, "Mug", State.PAUSED, null));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "in stock, 12, 12",
        "in_stock, 12, 12",
        "IN STOCK, 0, 0",
        "in stock, '', NULL",
        "in stock, many, NULL",
        "out of stock, 12, 0", // it is not for sale, whatever the number says
        "preorder, 12, NULL"
      },
      nullValues = "NULL")
  void readsTheNumberWhereThereIsAny(String word, String number, Long quantity) {
    FeedFile feed = feed("id\tavailability\tstock\nA\t%s\t%s".formatted(word, number), "stock");

    assertThat(feed.rows().getFirst().quantity()).isEqualTo(quantity);
  }

  @Test
  void whatIsNotSetStaysToTheByteAndWhatIsSetIsOneCell() {
    String text =
        "id\ttitle\tavailability\tstock\r\nA\t\"a\nb\"\tin stock\t5\r\nB\t\"\tx\t0\nC\tshort\nD\t\tin_stock\t7";

    assertThat(feed(text, "stock").with(Map.of()).text()).isEqualTo(text);
    assertThat(feed(text, "stock").with(Map.of("A", 0L, "C", 1L, "D", 9L)).text())
        .isEqualTo(text.replace("in stock\t5", "out of stock\t0").replace("\t7", "\t9"));
  }

  @Test
  void twoRowsOfOneIdAreOneListingAndBothAreSet() {
    FeedFile feed = feed("id\tavailability\nA\tout of stock\nA\tin stock\n", null);

    assertThat(LetzshopMapping.listings(List.of(feed), Cursor.START).listings())
        .singleElement()
        .satisfies(it -> assertThat(it.quantity()).isOne());
    assertThat(feed.with(Map.of("A", 0L)).text())
        .isEqualTo("id\tavailability\nA\tout of stock\nA\tout of stock\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''| id", "id| availability", "sku,availability| id", "id,availability| stock"})
  void saysWhichColumnAFeedLacks(String head, String column) {
    assertThatThrownBy(() -> feed(head.replace(',', '\t') + "\nA\tin stock", "stock"))
        .isInstanceOf(DeferredException.class)
        .hasMessageContaining("letzshop.tsv")
        .hasMessageContaining("'%s'".formatted(column));
  }

  @Test
  void aLongFeedIsReadInPages() {
    StringBuilder text = new StringBuilder("id\tavailability\n");
    for (int i = 0; i < 12_000; i++) {
      text.append("SKU-").append(i).append("\tin stock\n");
    }
    List<FeedFile> files = List.of(feed(text.toString(), null));
    List<String> read = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      var page = LetzshopMapping.listings(files, at);
      page.listings().forEach(it -> read.add(it.ref().externalId()));
      at = page.next();
    }

    assertThat(read).hasSize(12_000).doesNotHaveDuplicates();
    assertThat(LetzshopMapping.listings(files, new Cursor("99999")).listings()).isEmpty();
  }

  private static RemoteListing listing(
      String sku, String gtin, String title, State state, Long quantity) {
    return new RemoteListing(
        new ListingRef(sku, sku), List.of(), gtin, title, null, state, quantity);
  }

  private static FeedFile feed(String text, String quantityColumn) {
    return FeedFile.of("letzshop.tsv", text, Optional.ofNullable(quantityColumn));
  }

  private static RemoteOrder order(String state, String unitState) {
    return LetzshopMapping.order(
            node(
                """
                {"id": "1", "state": "%s", "order": {"completedAt": "2025-12-01T11:00:00+01:00"},
                 "inventoryUnits": [{"id": "9", "state": "%s", "variant": null}]}
                """
                    .formatted(state, unitState)))
        .orElseThrow();
  }

  private static LetzshopDocuments.ShipmentDocument node(String json) {
    return LetzshopDocuments.JSON.read(reply(200, json), ShipmentDocument.class);
  }
}
