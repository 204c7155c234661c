package dev.onhand.connectors.letzshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.model.Gtin;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.letzshop.Letzshop;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is like no other channel, and what is likely to trip. */
class LetzshopTrapsTest {

  private static final Letzshop SHOP = Letzshop.withKey("secret");
  private static final Duration DAY = Duration.ofDays(1);

  private final List<Bench> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Bench::close);
  }

  // The schema is read first, and nothing is taken for granted.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Query.shipments",
        "Query.shipments.state",
        "ShipmentState.unconfirmed",
        "Shipment.state",
        "Shipment.inventoryUnits",
        "InventoryUnit.variant",
        "Variant.sku",
        "TradeId.number",
        "Order.completedAt",
        "Country.iso"
      })
  void aSchemaThatLacksWhatIsNeededIsSaidByNameAndNothingElseIsAsked(String lack) throws Exception {
    Bench bench = bench(SHOP.without(lack));
    LetzshopConnector connector = connector(bench, Map.of());
    String last = lack.substring(lack.lastIndexOf('.') + 1);

    assertThat(Bench.failure(() -> connector.orders(Instant.EPOCH, Cursor.START)))
        .hasMessageContaining(last)
        .extracting(DeferredException::why)
        .isEqualTo(Cause.UNEXPECTED);
    assertThat(bench.account().calls().total()).isOne();
  }

  @Test
  void theSchemaIsReadOnceAndAnewAfterAQuestionWasNotUnderstood() throws Exception {
    Bench bench = bench(SHOP);
    LetzshopConnector connector = connector(bench, Map.of());
    orders(bench, connector, Instant.EPOCH);
    orders(bench, connector, Instant.EPOCH);
    assertThat(schemasRead(bench)).isOne();

    bench.account().faults().next(Fault.TOKEN_EXPIRED, Purpose.ORDER_POLL, 1);
    Bench.failure(() -> orders(bench, connector, Instant.EPOCH));
    orders(bench, connector, Instant.EPOCH);
    assertThat(schemasRead(bench)).as("a key that is refused says nothing of it").isOne();

    assertThatThrownBy(
            () -> connector.orders(Instant.EPOCH, new Cursor("unconfirmed not-a-cursor")))
        .isInstanceOf(DeferredException.class)
        .hasMessageContaining("Invalid cursor");
    bench.advance(Duration.ofSeconds(1));
    orders(bench, connector, Instant.EPOCH);
    assertThat(schemasRead(bench)).isEqualTo(2);
  }

  private static long schemasRead(Bench bench) {
    return bench.account().calls().of(Purpose.OTHER);
  }

  @Test
  void onlyStatesThatTheSchemaHasAreAskedFor() throws Exception {
    Bench bench = bench(SHOP.without("ShipmentState.declined").without("ShipmentState.canceled"));
    LetzshopConnector connector = connector(bench, Map.of());
    Listing listing = bench.list("SKU-1", 7);
    bench.shop().sell(listing.id(), 1);

    assertThat(orders(bench, connector, Instant.EPOCH)).hasSize(1);
    assertThat(bench.account().calls().of(Purpose.ORDER_POLL)).isEqualTo(3);
  }

  @Test
  void withoutNodesAShipmentIsSaidNotToBeReadableAloneAndIsReadInTheListOfItsState()
      throws Exception {
    Bench bench = bench(SHOP.without("Query.node"));
    LetzshopConnector connector = connector(bench, Map.of());
    Listing listing = bench.list("SKU-1", 7);
    Order order = bench.shop().sell(listing.id(), 1).orElseThrow();
    bench.advance(DAY.multipliedBy(10));
    bench.shop().ship(order.id());

    assertThat(orders(bench, connector, bench.now()))
        .singleElement()
        .satisfies(it -> assertThat(it.lines().getFirst().shipped()).isOne());
    assertThat(Bench.failure(() -> connector.order(order.id())).why()).isEqualTo(Cause.UNREADABLE);
  }

  // Orders.

  @Test
  void aShipmentIsTheOrderAndEachPieceALineOfItsOwn() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.shop().list(Item.of("SKU-1").withGtin("4006381333931"), 7);
    Order order = bench.shop().sell(listing.id(), 3).orElseThrow();

    RemoteOrder shown = orders(bench, connector(bench, Map.of()), Instant.EPOCH).getFirst();

    assertThat(shown.externalId()).isEqualTo(order.id()).isEqualTo("U2hpcG1lbnQvNTAwMDAx");
    assertThat(shown.lines()).hasSize(3).allSatisfy(it -> assertThat(it.quantity()).isOne());
    assertThat(shown.lines()).extracting(RemoteOrder.Line::gtin).containsOnly("4006381333931");
    assertThat(shown.country()).isEqualTo("LU");
  }

  @Test
  void aPlaceholderIsHandedOnAsItIsWrittenAndNamesNothing() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.shop().list(Item.of("X").withGtin("0000000000000"), 7);
    bench.shop().sell(listing.id(), 1);

    String gtin =
        orders(bench, connector(bench, Map.of()), Instant.EPOCH)
            .getFirst()
            .lines()
            .getFirst()
            .gtin();

    assertThat(new Gtin(String.valueOf(gtin)).isPlaceholder()).isTrue();
  }

  @Test
  void onePieceThatIsGivenUpLeavesTheOthers() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 7);
    Order order = bench.shop().sell(listing.id(), 2).orElseThrow();
    bench.shop().cancel(order.id(), order.lines().getFirst().number(), 1);

    assertThat(orders(bench, connector(bench, Map.of()), Instant.EPOCH).getFirst().lines())
        .extracting(RemoteOrder.Line::cancelled)
        .containsExactlyInAnyOrder(0L, 1L);
  }

  @Test
  void whatWaitsIsReadWhateverItsAgeAndWhatIsOverForTheDaysThatAreSet() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 7);
    String waits = bench.shop().sell(listing.id(), 1).orElseThrow().id();
    String cancelled = bench.shop().sell(listing.id(), 1).orElseThrow().id();
    String shipped = bench.shop().sell(listing.id(), 1).orElseThrow().id();
    bench.advance(DAY.multipliedBy(40));
    bench.shop().cancel(cancelled);
    bench.shop().ship(shipped);

    assertThat(ids(orders(bench, connector(bench, Map.of("reread_days", "41")), bench.now())))
        .containsExactlyInAnyOrder(waits, cancelled, shipped);
    LetzshopConnector usual = connector(bench, Map.of());
    assertThat(ids(orders(bench, usual, bench.now()))).containsExactly(waits);
    assertThat(usual.order(shipped)).as("found by its id").isPresent();
  }

  @Test
  void aShipmentThatMovesOnWhileStatesAreReadIsMetInItsNextOne() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 7);
    Order order = bench.shop().sell(listing.id(), 1).orElseThrow();
    LetzshopConnector connector = connector(bench, Map.of());
    orders(bench, connector, Instant.EPOCH); // the schema is known then
    bench.advance(DAY);
    OrderPage waiting = connector.orders(Instant.EPOCH, Cursor.START);
    assertThat(ids(waiting.orders())).containsExactly(order.id());

    bench.shop().accept(order.id(), order.lines().getFirst().number());
    bench.advance(DAY);
    assertThat(ids(connector.orders(Instant.EPOCH, waiting.next()).orders()))
        .containsExactly(order.id());
  }

  @Test
  void anErrorBesideDataIsAnErrorAndAWrongKeyAPersonsMatter() throws Exception {
    Bench bench = bench(SHOP);
    LetzshopConnector connector = connector(bench, Map.of("api_key", "wrong"));

    assertThat(Bench.failure(() -> connector.orders(Instant.EPOCH, Cursor.START)))
        .hasMessageContaining("Unauthorized")
        .extracting(DeferredException::why)
        .isEqualTo(Cause.LOGIN_REFUSED);
    bench.advance(Duration.ofSeconds(1));
    assertThat(
            Bench.failure(
                    () ->
                        connector(bench, Map.of("address", bench.account().base() + "/elsewhere"))
                            .orders(Instant.EPOCH, Cursor.START))
                .why())
        .isEqualTo(Cause.UNEXPECTED);
  }

  // The feed.

  @Test
  void aFeedWithoutNumbersSaysOneForAnyAndIsWrittenOnlyWhereAWordChanges() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 7);
    LetzshopConnector connector = connector(bench, Map.of());
    assertThat(listings(connector).getFirst().quantity()).isOne();

    assertThat(push(connector, "SKU-1", 5)).containsExactly(new Applied(1));
    assertThat(puts(bench)).isEmpty();
    assertThat(push(connector, "SKU-1", 0)).containsExactly(new Applied(0));
    assertThat(puts(bench)).hasSize(1);
    assertThat(bench.shop().find(listing.id()).orElseThrow().quantity()).isZero();
    assertThat(listings(connector).getFirst().quantity()).isZero();
  }

  @Test
  void withoutNumbersAListingShowsAtMostOneSoThatNothingIsToldOfTheRest() {
    LetzshopConnectorFactory factory = new LetzshopConnectorFactory();
    Map<String, String> given = Map.of("api_key", "k", "quantity_column", "stock");

    assertThat(factory.semantics(settings(Map.of("api_key", "k"))).quantityMax()).isOne();
    assertThat(factory.semantics(settings(given)).quantityMax()).isEqualTo(Integer.MAX_VALUE);
  }

  private static Settings settings(Map<String, String> given) {
    return Settings.of(LetzshopConnectorFactory.DESCRIPTOR.settings(), given);
  }

  @Test
  void whatTheFeedSaysIsShownHoursBeforeTheMarketplaceFetchesIt() throws Exception {
    Bench bench = bench(SHOP.thatFetchesAfter(Duration.ofHours(4)));
    Listing listing = bench.list("SKU-1", 7);
    LetzshopConnector connector = connector(bench, Map.of());

    assertThat(push(connector, "SKU-1", 0)).containsExactly(new Applied(0));
    assertThat(listings(connector).getFirst().quantity()).isZero();
    assertThat(bench.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(7);
    bench.advance(Duration.ofHours(4));
    assertThat(listings(connector).getFirst().quantity()).isZero();
    assertThat(bench.shop().find(listing.id()).orElseThrow().quantity()).isZero();
  }

  @Test
  void theFeedOfEachLanguageIsSetAndWhereTheyDifferTheMostIsShown() throws Exception {
    Bench bench = bench(SHOP.thatFetchesAfter(DAY));
    bench.list("SKU-1", 7);
    LetzshopConnector french = connector(bench, Map.of("feed_files", "fr.tsv"));
    LetzshopConnector both = connector(bench, Map.of("feed_files", "fr.tsv de.tsv"));

    push(french, "SKU-1", 0);
    assertThat(listings(both).getFirst().quantity()).isOne();
    assertThat(push(both, "SKU-1", 0)).containsExactly(new Applied(0));
    assertThat(listings(both).getFirst().quantity()).isZero();
    assertThat(puts(bench)).extracting(HttpCall::path).containsExactly("/fr.tsv", "/de.tsv");
  }

  @Test
  void aFeedThatIsWrittenInPartIsNotTakenForNotWritten() throws Exception {
    Bench bench = bench(SHOP.thatFetchesAfter(DAY));
    bench.list("SKU-1", 7);
    LetzshopConnector both = connector(bench, Map.of("feed_files", "fr.tsv de.tsv"));
    push(connector(bench, Map.of("feed_files", "de.tsv")), "SKU-1", 0); // differs now
    push(both, "SKU-1", 1);
    bench.account().faults().next(Fault.THROTTLED, Purpose.PUSH, 1);
    assertThat(Bench.failure(() -> push(both, "SKU-1", 0)).why()).isEqualTo(Cause.THROTTLED);
    bench.advance(Duration.ofMinutes(2));

    LetzshopConnector broken =
        connector(bench, Map.of("feed_files", "fr.tsv de.tsv", "feed_password", "wrong"));
    assertThat(Bench.failure(() -> push(broken, "SKU-1", 0)).why()).isEqualTo(Cause.LOGIN_REFUSED);
    bench.account().faults().rate(Fault.UNAVAILABLE, Purpose.PUSH, 0.5);
    boolean isPartly = false;
    for (int i = 0; i < 40 && !isPartly; i++) {
      try {
        push(both, "SKU-1", i % 2);
      } catch (DeferredException nothing) {
        assertThat(nothing.why()).isEqualTo(Cause.UNAVAILABLE);
      } catch (UnconfirmedException inPart) {
        assertThat(inPart).hasMessageContaining("in part").hasMessageContaining("/de.tsv");
        isPartly = true;
      }
    }
    assertThat(isPartly).isTrue();
  }

  @Test
  void whatTheSellerSaysOfAnArticleIsNotOverwritten() {
    FeedFile feed =
        FeedFile.of("x", "id\tavailability\nA\tpreorder\nB\tin stock\n", Optional.empty());
    var updates = List.of(Bench.update("A", "A", 0), Bench.update("B", "B", 0));

    FeedFile set = feed.with(LetzshopMapping.wanted(updates, List.of(feed)));

    assertThat(set.text()).isEqualTo("id\tavailability\nA\tpreorder\nB\tout of stock\n");
    assertThat(LetzshopMapping.outcomes(updates, List.of(set)))
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.NOT_EDITABLE)),
            one -> assertThat(one).isEqualTo(new Applied(0)));
  }

  /** The web space compares it, and answers 412 where the file is another by then. */
  @Test
  void aFeedIsWrittenOnlyOverTheOneThatWasRead() throws Exception {
    Bench bench = bench(SHOP);
    bench.list("SKU-1", 7);
    push(connector(bench, Map.of()), "SKU-1", 0);

    assertThat(puts(bench).getFirst().headers().get("If-Match")).matches("\"[0-9a-f]{8}\"");
  }

  @Test
  void withoutAFeedOrdersComeInAndNothingIsTold() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 7);
    bench.shop().sell(listing.id(), 1);
    LetzshopConnector connector =
        (LetzshopConnector)
            bench.open(Map.of("address", bench.account().base() + "/graphql", "api_key", "secret"));

    assertThat(listings(connector)).isEmpty();
    assertThat(push(connector, "SKU-1", 5))
        .singleElement()
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.detail()).contains("'feed'"));
    assertThat(orders(bench, connector, Instant.EPOCH)).hasSize(1);
  }

  private static List<HttpCall> puts(Bench bench) {
    return bench.records().stream()
        .map(CallRecord::call)
        .filter(call -> call.method() == Method.PUT)
        .toList();
  }

  private static List<PushOutcome> push(LetzshopConnector connector, String sku, long quantity)
      throws InterruptedException {
    return connector.push(List.of(Bench.update(sku, sku, quantity)));
  }

  private static List<RemoteListing> listings(LetzshopConnector connector)
      throws InterruptedException {
    return connector.listings(Cursor.START).listings();
  }

  /** At a call a second. */
  private static List<RemoteOrder> orders(Bench bench, LetzshopConnector connector, Instant since)
      throws InterruptedException {
    List<RemoteOrder> found = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      try {
        OrderPage page = connector.orders(since, at);
        found.addAll(page.orders());
        at = page.next();
      } catch (DeferredException e) {
        if (e.why() != Cause.THROTTLED) {
          throw e;
        }
      }
      bench.advance(Duration.ofSeconds(1));
    }
    return found;
  }

  private static List<String> ids(List<RemoteOrder> orders) {
    return orders.stream().map(RemoteOrder::externalId).toList();
  }

  private Bench bench(Letzshop shop) {
    opened.add(new Bench(new LetzshopConnectorFactory(), shop));
    return opened.getLast();
  }

  private static LetzshopConnector connector(Bench bench, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("address", bench.account().base() + "/graphql");
    all.put("api_key", "secret");
    all.put("feed", bench.account().base() + "/space");
    all.put("feed_user", Letzshop.USER);
    all.put("feed_password", Letzshop.PASSWORD);
    all.putAll(settings);
    return (LetzshopConnector) bench.open(all);
  }
}
