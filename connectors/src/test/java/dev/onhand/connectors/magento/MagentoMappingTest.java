package dev.onhand.connectors.magento;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.PageSince;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connectors.magento.MagentoDocuments.OrderDocument;
import dev.onhand.connectors.magento.MagentoDocuments.OrdersDocument;
import dev.onhand.connectors.magento.MagentoDocuments.ProductDocument;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagentoMappingTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void countsAConfigurableProductOnceAndABundleByItsChildren() throws IOException {
    OrdersDocument document =
        MagentoDocuments.JSON.read(
            recorded(MagentoMappingTest.class, "orders"), OrdersDocument.class);

    assertThat(MagentoMapping.orders(document, new PageSince(NOON, 1)).orders())
        .containsExactly(
            new RemoteOrder(
                "12",
                "processing",
                Instant.parse("2026-01-01T10:00:00Z"),
                Instant.parse("2026-01-01T10:05:00Z"),
                null,
                List.of(
                    new RemoteOrder.Line(
                        "31", "MH01-XS-Black", "MH01-XS-Black", null, 2, 0, 1, null),
                    new RemoteOrder.Line("34", "24-WG085", "24-WG085", null, 1, 0, 0, null)),
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource({
    // state, ordered, invoiced, shipped, canceled, refunded, virtual -> cancelled, shipped
    "processing, 3, 0, 0, 0, 0, 0, 0, 0",
    "processing, 3, 3, 2, 0, 0, 0, 0, 2",
    "processing, 3, 0, 0, 1, 0, 0, 1, 0",
    "processing, 3, 3, 0, 0, 1, 0, 1, 0", // refunded before it was shipped
    "processing, 3, 3, 2, 0, 2, 0, 0, 2", // refunded after it was shipped
    "processing, 3, 2, 0, 0, 0, 1, 0, 2", // virtual: gone when invoiced
    "complete, 3, 3, 3, 0, 0, 0, 0, 3",
    "closed, 3, 3, 3, 0, 3, 0, 0, 3",
    "closed, 3, 3, 1, 0, 3, 0, 2, 1",
    "canceled, 3, 0, 0, 3, 0, 0, 3, 0",
    "canceled, 3, 0, 1, 2, 0, 0, 2, 1",
    "processing, 2.5, 0, 0, 0, 0, 0, 0, 0"
  })
  void readsTheCountsOfALine(
      String state,
      String ordered,
      String invoiced,
      String shipped,
      String canceled,
      String refunded,
      int virtual,
      long expectedCancelled,
      long expectedShipped) {
    String items =
        """
        {"item_id": 1, "sku": "A", "product_type": "simple", "qty_ordered": %s, "qty_invoiced": %s,
         "qty_shipped": %s, "qty_canceled": %s, "qty_refunded": %s, "is_virtual": %d}
        """
            .formatted(ordered, invoiced, shipped, canceled, refunded, virtual);

    RemoteOrder.Line line = MagentoMapping.order(order(state, items)).lines().getFirst();

    assertThat(line.cancelled()).isEqualTo(expectedCancelled);
    assertThat(line.shipped()).isEqualTo(expectedShipped);
  }

  @ParameterizedTest
  @CsvSource({
    "new, RESERVE",
    "pending_payment, RESERVE",
    "payment_review, RESERVE",
    "processing, RESERVE",
    "holded, RESERVE",
    "complete, FULFIL",
    "closed, RELEASE",
    "canceled, RELEASE"
  })
  void saysWhatEachStateMeans(String state, Effect effect) {
    assertThat(
            MagentoConnectorFactory.DESCRIPTOR.effect(
                MagentoMapping.order(order(state, "")).status()))
        .contains(effect);
    assertThat(MagentoMapping.STATUSES).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({"1, ACTIVE", "2, PAUSED"})
  void readsWhetherAProductCanBeBought(int status, RemoteListing.State state) {
    assertThat(MagentoMapping.listing(new ProductDocument("A", "Bag", status, "simple"), 5).state())
        .isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "simple, true",
    "virtual, true",
    "downloadable, true",
    "configurable, false",
    "bundle, false",
    "grouped, false"
  })
  void knowsWhichProductsHaveStock(String type, boolean hasStock) {
    assertThat(new ProductDocument("A", null, 1, type).hasStock()).isEqualTo(hasStock);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\":\"not %what\",\"parameters\":{\"what\":\"here\"}} | not here",
        "{\"message\":\"%1 of %2\",\"parameters\":[\"one\",\"two\"]} | one of two",
        "{\"message\":\"plain\"} | plain",
        "{} | refused without a word"
      })
  void fillsTheHolesOfAMessage(String body, String message) {
    assertThat(MagentoMapping.refused(reply(400, body)))
        .isEqualTo(new Refused(Refusal.OTHER, message));
  }

  @Test
  void stopsByTheCountAsAPagePastTheEndShowsTheLastOne() {
    assertThat(MagentoMapping.next(1, 101)).isEqualTo(new Cursor("2"));
    assertThat(MagentoMapping.next(1, 100)).isNull();
    assertThat(MagentoMapping.next(2, 101)).isNull();
  }

  @Test
  void readsOnFromTheTimeOfTheLastOrder() {
    PageSince from = new PageSince(NOON, 1);

    assertThat(PageSince.of(NOON, from.next(NOON.plusSeconds(5))))
        .isEqualTo(new PageSince(NOON.plusSeconds(5), 1));
    assertThat(PageSince.of(NOON, from.next(NOON))).isEqualTo(new PageSince(NOON, 2));
  }

  @Test
  void asksForAsManySkusAtOnceAsFitIntoAnAddress() {
    String longest = "\u00fc".repeat(64);
    List<String> skus = new ArrayList<>(Collections.nCopies(100, longest));
    skus.add("a,b");

    List<List<String>> parts = MagentoApi.parts(skus);

    assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(skus);
    assertThat(parts)
        .hasSizeBetween(7, 8)
        .allSatisfy(
            part ->
                assertThat(new Criteria().oneOf("sku", part).toString())
                    .hasSizeLessThanOrEqualTo(6_500));
    assertThat(MagentoApi.parts(Collections.nCopies(100, "85123A"))).hasSize(1);
  }

  @Test
  void asksForSkusWithCommasOneByOne() {
    assertThat(new Criteria().oneOf("sku", List.of("A", "B,C", "D")).toString())
        .contains("=A%2CD&", "=in&", "=B%2CC&")
        .endsWith("=eq");
  }

  @ParameterizedTest
  @CsvSource({
    "sources, shipment, AT_SHIPMENT",
    "sources, order, AT_ORDER",
    "single, shipment, AT_ORDER"
  })
  void knowsWhenAShopTakesUnitsOff(String stock, String takesOff, TakesOff when) {
    MagentoConnectorFactory factory = new MagentoConnectorFactory();
    Settings settings =
        Settings.of(
            factory.descriptor().settings(),
            Map.of(
                "address",
                "https://shop.example",
                "access_token",
                "token",
                "stock",
                stock,
                "takes_off",
                takesOff));

    assertThat(factory.semantics(settings).takesOff()).isEqualTo(when);
  }

  private static OrderDocument order(String state, String items) {
    String body =
        """
        {"entity_id": 1, "state": "%s", "created_at": "2026-01-01 10:00:00",
         "updated_at": "2026-01-01 10:05:00", "items": [%s]}
        """
            .formatted(state, items);
    return MagentoDocuments.JSON.read(reply(200, body), OrderDocument.class);
  }
}
