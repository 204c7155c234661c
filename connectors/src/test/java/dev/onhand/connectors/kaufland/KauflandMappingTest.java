package dev.onhand.connectors.kaufland;

import static dev.onhand.connectors.contracts.Replies.recorded;
import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.kaufland.KauflandDocuments.OrderDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.OrderUnitRowDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.Page;
import dev.onhand.connectors.kaufland.KauflandDocuments.UnitDocument;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KauflandMappingTest {

  @Test
  void readsAUnit() throws IOException {
    Page<UnitDocument> page =
        KauflandDocuments.page(
            recorded(KauflandMappingTest.class, "units"), UnitDocument[].class, 100);

    assertThat(page.rows())
        .map(it -> KauflandMapping.listing("de", it))
        .containsExactly(
            new RemoteListing(
                new ListingRef("de/314567", "SKU-1"),
                List.of(),
                null,
                "",
                "NEW",
                State.ACTIVE,
                5L));
    assertThat(page.hasMore()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "AVAILABLE, ACTIVE",
    "ONHOLD, PAUSED",
    "INCOMPLETE, INCOMPLETE",
    "ADDED_NEXT_YEAR, INCOMPLETE"
  })
  void readsWhetherAUnitCanBeBought(String status, State meaning) {
    assertThat(unit("{\"id_unit\":1,\"status\":\"%s\"}".formatted(status)).state())
        .isEqualTo(meaning);
  }

  @Test
  void aUnitWithoutAReferenceHasItsNumberOnly() {
    RemoteListing listing = unit("{\"id_unit\":7,\"id_offer\":null,\"amount\":5}");

    assertThat(listing.ref()).isEqualTo(new ListingRef("de/7", null));
  }

  @Test
  void titleAndEanStandBesideTheProduct() {
    RemoteListing listing =
        unit(
            """
            {"id_unit": 7, "product": {"title": "Phone", "eans": ["0194252013212", "194252013212"]}}
            """);

    assertThat(listing.title()).isEqualTo("Phone");
    assertThat(listing.gtin()).isEqualTo("0194252013212");
  }

  private static RemoteListing unit(String json) {
    return KauflandMapping.listing(
        "de",
        KauflandDocuments.JSON.read(json.getBytes(StandardCharsets.UTF_8), UnitDocument.class));
  }

  @ParameterizedTest
  @CsvSource({"0, 100, 250, true", "100, 100, 201, true", "100, 100, 200, false"})
  void aListEndsWhereItsTotalIsReached(long offset, long limit, long total, boolean hasMore) {
    assertThat(
            page(
                """
                {"data": [{"id_unit": 1}], "pagination": {"offset": %d, "limit": %d, "total": %d}}
                """
                    .formatted(offset, limit, total)))
        .isEqualTo(hasMore);
  }

  @Test
  void aListThatDoesNotSayHowLongItIsGoesOnAfterAFullPage() {
    assertThat(page("{\"data\":[{\"id_unit\":1},{\"id_unit\":2}]}")).isTrue();
    assertThat(page("{\"data\":[{\"id_unit\":1}]}")).isFalse();
  }

  private static boolean page(String json) {
    return KauflandDocuments.page(reply(200, json), UnitDocument[].class, 2).hasMore();
  }

  @Test
  void anAnswerWithoutDataIsNone() {
    assertThatThrownBy(
            () -> KauflandDocuments.page(reply(200, "{}"), UnitDocument[].class, 2).hasMore())
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> KauflandDocuments.JSON.read(reply(200, "{}"), "/data", UnitDocument.class))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void eachUnitOfManyIsAnsweredForItselfInWhateverOrder() throws IOException {
    assertThat(
            KauflandMapping.outcomes(
                List.of(
                    Bench.update("de/888888", "SKU-8", 1),
                    Bench.update("de/314567", "SKU-1", 5),
                    Bench.update("de/999999", "SKU-9", 1),
                    Bench.update("de/777777", "SKU-7", 1),
                    Bench.update("de/404", "SKU-4", 1)),
                recorded(KauflandMappingTest.class, "results")))
        .containsExactly(
            new Unconfirmed(null), // it failed on the way
            new Applied(5),
            new Refused(Refusal.OTHER, "amount: must be 0 or more"),
            new Unconfirmed(null), // nothing is said of it
            new Refused(Refusal.UNKNOWN_LISTING, "Unit not found"));
  }

  @Test
  void oneUnitIsAnsweredWithItsAmountOrWhatIsWrong() {
    assertThat(KauflandMapping.outcome(reply(200, "{\"data\":{\"id_unit\":1,\"amount\":5}}")))
        .isEqualTo(new Applied(5));
    assertThat(
            KauflandMapping.outcome(
                reply(
                    400,
                    "{\"message\":\"m\",\"errors\":[{\"field\":\"amount\",\"message\":\"no\"}]}")))
        .isEqualTo(new Refused(Refusal.OTHER, "amount: no"));
    assertThat(KauflandMapping.outcome(reply(404, "{\"message\":\"gone\",\"errors\":[]}")))
        .isEqualTo(new Refused(Refusal.UNKNOWN_LISTING, "gone"));
    assertThat(KauflandMapping.outcome(reply(400, "{}")))
        .isEqualTo(new Refused(Refusal.OTHER, "refused without a word"));
  }

  @Test
  void readsARowOfAPiece() throws IOException {
    assertThat(
            KauflandDocuments.JSON.read(
                recorded(KauflandMappingTest.class, "order-units"),
                "/data",
                OrderUnitRowDocument[].class))
        .extracting(it -> it.idOrder())
        .containsExactly("MB7UWLD");
  }

  @Test
  void eachPieceOfAnOrderIsALine() {
    RemoteOrder order =
        order(
            piece(1, "need_to_be_sent", "2026-11-20T10:00:00Z"),
            piece(2, "need_to_be_sent", "2026-11-20T10:05:00Z"));

    assertThat(order)
        .isEqualTo(
            new RemoteOrder(
                "MB7UWLD",
                "need_to_be_sent",
                Instant.parse("2026-11-20T09:58:00Z"),
                Instant.parse("2026-11-20T10:05:00Z"),
                null,
                List.of(
                    new RemoteOrder.Line("1", null, "SKU-1", null, 1, 0, 0, null),
                    new RemoteOrder.Line("2", null, "SKU-1", null, 1, 0, 0, null)),
                "DE",
                "74172"));
  }

  @ParameterizedTest
  @CsvSource({
    "open, RESERVE, 0, 0, 0",
    "need_to_be_sent, RESERVE, 0, 0, 0",
    "sent, FULFIL, 0, 1, 0",
    "sent_and_autopaid, FULFIL, 0, 1, 0",
    "received, FULFIL, 0, 1, 0",
    "cancelled, RELEASE, 1, 0, 0",
    "returned, RETURN, 0, 1, 1",
    "returned_paid, RETURN, 0, 1, 1"
  })
  void readsEachState(String state, Effect effect, long cancelled, long shipped, long returned) {
    RemoteOrder order = order(piece(1, state, "2026-11-20T10:00:00Z"));

    assertThat(KauflandConnectorFactory.DESCRIPTOR.effect(order.status())).contains(effect);
    assertThat(order.lines().getFirst())
        .isEqualTo(
            new RemoteOrder.Line("1", null, "SKU-1", null, 1, cancelled, shipped, returned, null));
  }

  @Test
  void noOtherStateIsKnown() {
    assertThat(KauflandMapping.STATUSES).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    "cancelled, need_to_be_sent, need_to_be_sent",
    "sent, open, open",
    "cancelled, sent, sent",
    "returned, received, received",
    "returned_paid, cancelled, cancelled"
  })
  void anOrderIsInTheStateOfThosePiecesThatAreOpenStill(
      String one, String other, String ofTheOrder) {
    assertThat(
            order(piece(1, one, "2026-11-20T10:00:00Z"), piece(2, other, "2026-11-20T10:00:00Z"))
                .status())
        .isEqualTo(ofTheOrder);
  }

  @Test
  void aStateThatNobodyKnowsMeansNothingAndIsReported() {
    RemoteOrder order =
        order(
            piece(1, "need_to_be_sent", "2026-11-20T10:00:00Z"),
            piece(2, "lost", "2026-11-20T10:00:00Z"));

    assertThat(order.status()).isEqualTo("need_to_be_sent with a line in state lost");
    assertThat(KauflandConnectorFactory.DESCRIPTOR.effect(order.status())).isEmpty();
    assertThat(order.lines().getLast())
        .isEqualTo(new RemoteOrder.Line("2", null, "SKU-1", null, 1, 0, 0, null));
  }

  private static String piece(long id, String state, String updated) {
    return """
        {"id_order_unit": %d, "id_order": "MB7UWLD", "status": "%s", "id_offer": "SKU-1", "ts_updated_iso": "%s"}
        """
        .formatted(id, state, updated);
  }

  private static RemoteOrder order(String... pieces) {
    return KauflandMapping.order(
            KauflandDocuments.JSON.read(
                reply(200, document("fulfilled_by_merchant", pieces)),
                "/data",
                OrderDocument.class),
            false)
        .orElseThrow();
  }

  private static String document(String fulfilment, String... pieces) {
    return """
        {"data": {"id_order": "MB7UWLD", "ts_created_iso": "2026-11-20T09:58:00Z", "fulfillment_type": "%s",
                  "shipping_address": {"country": "DE", "postcode": "74172"}, "order_units": [%s]}}
        """
        .formatted(fulfilment, Stream.of(pieces).collect(Collectors.joining(",")));
  }

  @Test
  void aPieceWithoutAReferenceIsNamedByItsEan() {
    RemoteOrder order =
        order(
            """
            {"id_order_unit": 1, "status": "open", "id_offer": null, "ts_updated_iso": "2026-11-20T10:00:00Z",
             "product": {"title": "Phone", "eans": ["0194252013212"]}}
            """);

    assertThat(order.lines().getFirst().sku()).isNull();
    assertThat(order.lines().getFirst().gtin()).isEqualTo("0194252013212");
  }

  @Test
  void whatKauflandSendsFromItsOwnWarehouseIsLeftOut() {
    String document = document("fulfilled_by_kaufland", piece(1, "open", "2026-11-20T10:00:00Z"));

    assertThat(
            KauflandMapping.order(
                KauflandDocuments.JSON.read(reply(200, document), "/data", OrderDocument.class),
                false))
        .isEmpty();
  }

  @Test
  void aCallNamesTheOrderOrOneOfItsPiecesByTheResource() {
    String base = "https://sellerapi.kaufland.com/v2";

    assertThat(notice("order_new", base + "/orders/MB7UWLD/"))
        .isEqualTo(new WebhookNotice("m-1", "order_new", List.of("MB7UWLD"), List.of()));
    assertThat(notice("order_unit_new", base + "/order-units/314567896580917/").orders())
        .containsExactly("order-units/314567896580917");
    assertThat(notice("item_unit_changed", base + "/units/314567/").orders()).isEmpty();
  }

  private static WebhookNotice notice(String event, String resource) {
    return KauflandMapping.notice(
        "signature",
        "{\"event_name\":\"%s\",\"id_message\":\"m-1\",\"resource\":\"%s\",\"storefront\":\"de\"}"
            .formatted(event, resource)
            .getBytes(StandardCharsets.UTF_8));
  }
}
