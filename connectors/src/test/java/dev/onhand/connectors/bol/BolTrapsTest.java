package dev.onhand.connectors.bol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReturnPage;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.Contract;
import dev.onhand.connectors.contracts.OpenApi;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.bol.Bol;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one is likely to get wrong about bol, each by its name. */
class BolTrapsTest {

  private static final Path CONTRACTS = Path.of("../../shared/contracts/bol");
  private static final Bol SHOP = Bol.withClient(BolContractTest.CLIENT, BolContractTest.SECRET);
  private static final Duration DAY = Duration.ofDays(1);

  private final List<Bench> benches = new ArrayList<>();

  @AfterEach
  void close() {
    benches.forEach(Bench::close);
  }

  /** With all that is said held against the contracts, where they are. */
  static Marketplace checked(Bol shop) {
    return Files.isDirectory(CONTRACTS)
        ? new Checked(
            shop,
            List.of(Read.OFFERS, new Seen(Read.RETAILER)),
            request -> request.path().equals("/token"))
        : shop;
  }

  /** Read once, when they are first needed. */
  private static final class Read {
    static final OpenApi OFFERS = OpenApi.of(CONTRACTS.resolve("offers-v11.yaml"), "");
    static final OpenApi RETAILER = OpenApi.of(CONTRACTS.resolve("retailer-v10.json"), "");
  }

  /** An empty list of orders is seen to have no such field, whatever the contract says. */
  private record Seen(Contract contract) implements Contract {
    @Override
    public boolean knows(Request request) {
      return contract.knows(request);
    }

    @Override
    public List<String> problems(Request request) {
      return contract.problems(request);
    }

    @Override
    public List<String> problems(Request request, Response response) {
      boolean isEmpty = new String(response.body(), StandardCharsets.UTF_8).equals("{}");
      return request.path().equals("/retailer/orders") && isEmpty
          ? List.of()
          : contract.problems(request, response);
    }
  }

  private Bench bench(Marketplace shop) {
    benches.add(new Bench(new BolConnectorFactory(), shop));
    return benches.getLast();
  }

  private static BolConnector open(Bench bench, Map<String, String> more) {
    return (BolConnector) bench.open(BolContractTest.settings(bench.account().base(), more));
  }

  @Test
  void aReturnNamesNoLineSoItIsFoundByItsGoods() throws Exception {
    Bench bench = bench(SHOP);
    Order order = bench.shop().sell(bench.list("SKU-1", 9).id(), 3).orElseThrow();
    bench.shop().ship(order.id());
    BolConnector connector = open(bench, Map.of("returns", "available"));
    assertThat(connector.returns(Instant.EPOCH, Cursor.START).returns()).isEmpty();
    bench.shop().takeBack(order.id(), order.lines().getFirst().number(), 2);

    ReturnPage page = connector.returns(Instant.EPOCH, Cursor.START);

    assertThat(page.returns()).hasSize(2);
    RemoteOrder whole = connector.order(order.id()).orElseThrow();
    assertThat(page.returns())
        .allSatisfy(it -> assertThat(it.linesOf(whole)).isEqualTo(whole.lines()));
    assertThat(page.next()).as("a page with something new is not the last").isNotNull();
    assertThat(connector.returns(Instant.EPOCH, page.next()).next()).isNull();
    assertThat(connector.returns(bench.shop().now().plusSeconds(1), Cursor.START).returns())
        .isEmpty();
  }

  @Test
  void whatIsAskedAndAnsweredIsAsTheOwnersContractsSay() throws Exception {
    assumeTrue(Files.isDirectory(CONTRACTS), "the contracts (../shared/contracts) are not here");
    Bench bench = bench(checked(SHOP));
    BolConnector connector = open(bench, Map.of());
    for (int i = 0; i < 105; i++) {
      bench.list("SKU-" + i, 9);
    }
    Order order = bench.shop().sell(bench.shop().listings().getFirst().id(), 3).orElseThrow();
    bench.shop().cancel(order.id(), order.lines().getFirst().number(), 1);
    bench.shop().ship(order.id());

    List<RemoteListing> listings = listings(connector);
    assertThat(listings).hasSize(105);
    assertThat(connector.listing(listings.getLast().ref())).contains(listings.getLast());
    assertThat(connector.push(List.of(update(listings.getLast(), 3))))
        .containsExactly(new Applied(3));
    assertThat(orders(connector, bench.now())).hasSize(1);
    assertThat(orders(connector, bench.now().minus(DAY))).hasSize(1);
    assertThat(connector.order(order.id())).isPresent();
    assertThat(connector.order("404")).isEmpty();
  }

  @Test
  void theContractsRefuseWhatIsNotInThem() {
    assumeTrue(Files.isDirectory(CONTRACTS), "the contracts (../shared/contracts) are not here");

    assertThat(Read.OFFERS.problems("GET", "/retailer/offers", "page-size=100", "")).isEmpty();
    assertThat(Read.OFFERS.problems("GET", "/retailer/offers", "page-size=101", "")).hasSize(1);
    assertThat(Read.OFFERS.problems("GET", "/retailer/offers", "page=2", "")).hasSize(1);
    assertThat(
            Read.OFFERS.problems(
                "PATCH", "/retailer/offers/1", "", "{\"stock\":{\"amount\":\"5\"}}"))
        .hasSize(1);
    assertThat(Read.RETAILER.problems("GET", "/retailer/orders", "status=NEW", "")).hasSize(1);
    assertThat(Read.RETAILER.problems("GET", "/retailer/orders", "change-interval-minute=61", ""))
        .hasSize(1);
    assertThat(Read.RETAILER.knows(Contract.call("GET", "/retailer/nothing", "", ""))).isFalse();
  }

  /** The sandbox refuses others by 406 and 415. */
  @Test
  void eachResourceHasTheTypeOfItsVersionAlsoWhereNothingIsSent() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector connector = open(bench, Map.of());
    RemoteListing shown = shown(bench, connector, "SKU-1");
    bench.shop().sell(bench.shop().listings().getFirst().id(), 1);

    connector.push(List.of(update(shown, 5)));
    orders(connector, bench.now());

    assertThat(bench.records())
        .filteredOn(it -> !it.call().path().equals("/token"))
        .allSatisfy(
            it -> {
              String version = it.call().path().startsWith("/retailer/offers") ? "v11" : "v10";
              String type = "application/vnd.retailer.%s+json".formatted(version);
              assertThat(it.call().headers())
                  .containsEntry("Accept", type)
                  .containsEntry("Content-Type", type);
              assertThat(it.status()).isBetween(200, 204);
            });
  }

  /** Mixing both ways counts orders twice. */
  @Test
  void everyPushSaysWhoTakesOrdersOff() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector connector = open(bench, Map.of());

    connector.push(List.of(update(shown(bench, connector, "SKU-1"), 0)));

    assertThat(pushes(bench))
        .containsExactly("{\"stock\":{\"amount\":0,\"managedByRetailer\":true}}");
  }

  @Test
  void whatIsReadIsWhatWasPushedThoughLessIsLeft() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector connector = open(bench, Map.of());
    RemoteListing shown = shown(bench, connector, "SKU-1");
    connector.push(List.of(update(shown, 5)));

    bench.shop().sell(shown.ref().externalId(), 2);

    assertThat(bench.shop().find(shown.ref().externalId()).orElseThrow().listed()).isEqualTo(3);
    assertThat(connector.listing(shown.ref()).orElseThrow().quantity()).isEqualTo(5);
  }

  /** So that the number is set anew after each sale: what it is pushed from has the sale in it. */
  @Test
  void aPushAfterASaleSetsWhatIsLeft() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector connector = open(bench, Map.of());
    RemoteListing shown = shown(bench, connector, "SKU-1");
    bench.shop().sell(shown.ref().externalId(), 2);

    assertThat(connector.push(List.of(update(shown, 5)))).containsExactly(new Applied(5));

    assertThat(bench.shop().find(shown.ref().externalId()).orElseThrow().listed()).isEqualTo(5);
    assertThat(connector.listing(shown.ref()).orElseThrow().quantity()).isEqualTo(5);
  }

  @Test
  void moreThan999IsNotSent() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector connector = open(bench, Map.of());
    RemoteListing shown = shown(bench, connector, "SKU-1");

    assertThat(connector.push(List.of(update(shown, 1_000))).getFirst())
        .isInstanceOfSatisfying(
            Refused.class, it -> assertThat(it.reason()).isEqualTo(Refusal.BAD_QUANTITY));
    assertThat(connector.push(List.of(update(shown, 999)))).containsExactly(new Applied(999));
    bench.shop().edit(shown.ref().externalId(), 5_000);
    assertThat(connector.listing(shown.ref()).orElseThrow().quantity()).isEqualTo(999);
  }

  @Test
  void anOfferThatIsGoneIsToldFromOneThatIsRefused() throws Exception {
    QuantityUpdate gone = Bench.update("6ff736b5-cdd0-4150-8c67-000000000404", "GONE", 5);

    for (Bol shop : List.of(SHOP, SHOP.thatAnswersNotFound())) {
      Bench bench = bench(shop);
      BolConnector connector = open(bench, Map.of());
      RemoteListing shown = shown(bench, connector, "SKU-1");
      assertThat(reason(connector.push(List.of(gone)))).isEqualTo(Refusal.UNKNOWN_LISTING);
      bench.account().faults().next(Fault.REFUSED_ITEM, 1);
      assertThat(connector.push(List.of(update(shown, 5))))
          .containsExactly(new Refused(Refusal.OTHER, "stock.amount: The offer is blocked."));
    }
  }

  private static Refusal reason(List<PushOutcome> outcomes) {
    assertThat(outcomes).singleElement().isInstanceOf(Refused.class);
    return ((Refused) outcomes.getFirst()).reason();
  }

  @Test
  void whatBolSendsIsNeitherShownNorImported() throws Exception {
    Bench bench = bench(SHOP.thatSends("FBB-1"));
    BolConnector connector = open(bench, Map.of());
    Listing theirs = bench.list("FBB-1", 7);
    Listing own = bench.list("SKU-1", 7);
    String order = bench.shop().sell(theirs.id(), 1).orElseThrow().id();
    bench.shop().sell(own.id(), 1);

    assertThat(listings(connector)).extracting(it -> it.ref().sku()).containsExactly("SKU-1");
    assertThat(connector.listing(new ListingRef(theirs.id(), "FBB-1"))).isEmpty();
    assertThat(orders(connector, bench.now())).hasSize(1);
    assertThat(connector.order(order)).isEmpty();
  }

  @Test
  void theListSaysNothingOfWhatWasSoldSoEachOrderIsRead() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector connector = open(bench, Map.of());
    Listing listing = bench.list("SKU-1", 700);
    for (int i = 0; i < 45; i++) {
      bench.shop().sell(listing.id(), 1);
    }

    assertThat(orders(connector, bench.now()))
        .hasSize(45)
        .allSatisfy(it -> assertThat(it.lines().getFirst().listing()).isEqualTo(listing.id()))
        .allSatisfy(it -> assertThat(it.lines().getFirst().sku()).isEqualTo("SKU-1"));
    assertThat(bench.account().calls().of(Purpose.ORDER_POLL)).isEqualTo(2); // and the empty page
    assertThat(bench.account().calls().of(Purpose.ORDER_READ)).isEqualTo(45);
    assertThat(bench.account().limits().refused()).isZero();
  }

  @Test
  void recentChangesAreAskedForByMinutesAndAMinuteMore() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector connector = open(bench, Map.of());

    orders(connector, bench.now().minus(Duration.ofMinutes(14)));
    orders(connector, bench.now().minus(Duration.ofMinutes(54)));

    assertThat(lists(bench))
        .containsExactly(
            "status=ALL&fulfilment-method=FBR&change-interval-minute=16&page=1",
            "status=ALL&fulfilment-method=FBR&change-interval-minute=56&page=1");
  }

  @Test
  void afterAnOutageDayAfterDayIsAskedFor() throws Exception {
    Bench bench = bench(SHOP); // it is the 20th, noon
    BolConnector connector = open(bench, Map.of());

    orders(connector, Instant.parse("2026-11-18T23:30:00Z"));

    assertThat(lists(bench))
        .containsExactly(
            "status=ALL&fulfilment-method=FBR&latest-change-date=2026-11-18&page=1",
            "status=ALL&fulfilment-method=FBR&latest-change-date=2026-11-19&page=1",
            "status=ALL&fulfilment-method=FBR&latest-change-date=2026-11-20&page=1");
  }

  @Test
  void noOrderOfAnOutageIsMissedWhetherADayStandsForItselfOrForAllSince() throws Exception {
    for (Bol shop : List.of(SHOP, SHOP.thatListsSince())) {
      Bench bench = bench(shop);
      Listing listing = bench.list("SKU-1", 700);
      Instant since = bench.now();
      List<String> sold = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sold.add(bench.shop().sell(listing.id(), 1).orElseThrow().id());
        bench.advance(Duration.ofHours(4));
      }

      assertThat(orders(open(bench, Map.of()), since))
          .extracting(RemoteOrder::externalId)
          .containsAll(sold);
    }
  }

  @Test
  void nothingOlderThanThreeMonthsIsAskedFor() throws Exception {
    Bench bench = bench(SHOP);

    open(bench, Map.of()).orders(Instant.MIN, Cursor.START);

    assertThat(lists(bench))
        .containsExactly("status=ALL&fulfilment-method=FBR&latest-change-date=2026-08-23&page=1");
  }

  /** From the last full page the way goes back, as rows may have moved up. */
  @Test
  void whatMovesUpWhileTheListIsReadIsMetOnTheWayBack() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 700);
    List<String> sold = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      sold.add(bench.shop().sell(listing.id(), 1).orElseThrow().id());
    }
    bench.advance(Duration.ofSeconds(1));
    BolConnector connector = open(bench, Map.of());
    bench.account().faults().next(Fault.SHIFTING_PAGES, Purpose.ORDER_POLL, 2);

    assertThat(orders(bench, connector, bench.now().minusSeconds(60)))
        .extracting(RemoteOrder::externalId)
        .containsAll(sold);
    assertThat(lists(bench))
        .map(it -> it.replaceAll(".*page=", ""))
        .containsExactly("1", "2", "3", "4", "2", "1");
  }

  @Test
  void aTokenIsFetchedOnceByEightThreadsThatNeedIt() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector connector = open(bench, Map.of());
    race(connector);
    assertThat(bench.account().calls().of(Purpose.LOGIN)).isOne();

    bench.advance(Duration.ofSeconds(240));
    race(connector);

    assertThat(bench.account().calls().of(Purpose.LOGIN)).isEqualTo(2);
  }

  private static void race(BolConnector connector) throws Exception {
    assertThat(Bench.byEightThreads(() -> connector.listings(Cursor.START).listings()))
        .hasSize(8)
        .allSatisfy(listings -> assertThat(listings).isEmpty());
  }

  @Test
  void aTokenIsUsedUntilShortlyBeforeItsFiveMinutesAreOver() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector connector = open(bench, Map.of());
    connector.listings(Cursor.START);
    bench.advance(Duration.ofSeconds(238));
    connector.listings(Cursor.START);
    assertThat(bench.account().calls().of(Purpose.LOGIN)).isOne();
    bench.advance(Duration.ofSeconds(1));
    connector.listings(Cursor.START);
    assertThat(bench.account().calls().of(Purpose.LOGIN)).isEqualTo(2);
  }

  /** Two programs share what is allowed: the other one has used it up. */
  @Test
  void asksNothingMoreWhenNothingIsLeftUntilTheWindowEnds() throws Exception {
    Bench bench = bench(SHOP);
    BolConnector other = open(bench, Map.of());
    for (int i = 0; i < 24; i++) {
      other.listings(Cursor.START);
    }
    BolConnector connector = open(bench, Map.of());
    connector.listings(Cursor.START);

    assertThat(Bench.failure(() -> connector.listings(Cursor.START)))
        .satisfies(it -> assertThat(it.waitAtLeast()).isEqualTo(Duration.ofSeconds(1)))
        .hasMessageContaining("not sent");
    assertThat(bench.account().limits().refused()).isZero();
    bench.advance(Duration.ofSeconds(1));
    assertThat(connector.listings(Cursor.START).listings()).isEmpty();
  }

  @Test
  void tooManySaysInAHeaderOfItsOwnHowLongToWait() throws Exception {
    Bench bench = bench(SHOP);
    for (int i = 0; i < 25; i++) {
      open(bench, Map.of()).orders(bench.now(), Cursor.START);
    }

    assertThat(Bench.failure(() -> open(bench, Map.of()).orders(bench.now(), Cursor.START)))
        .satisfies(it -> assertThat(it.why()).isEqualTo(Cause.THROTTLED))
        .satisfies(it -> assertThat(it.waitAtLeast()).isEqualTo(Duration.ofMinutes(1)));
  }

  @Test
  void aWrongSecretAndAWrongAddressAreToldApart() throws Exception {
    Bench bench = bench(SHOP);

    assertThat(why(bench, Map.of("client_secret", "wrong"))).isEqualTo(Cause.LOGIN_REFUSED);
    assertThat(why(bench, Map.of("address", bench.account().base() + "/elsewhere")))
        .isEqualTo(Cause.UNEXPECTED);
    assertThat(why(bench, Map.of("login_address", "http://127.0.0.1:1")))
        .isEqualTo(Cause.UNREACHABLE);
    assertThat(why(bench, Map.of("address", "http://127.0.0.1:1"))).isEqualTo(Cause.UNREACHABLE);
  }

  private static Cause why(Bench bench, Map<String, String> settings) throws InterruptedException {
    BolConnector connector = open(bench, settings);
    return Bench.failure(() -> connector.listings(Cursor.START)).why();
  }

  private static List<String> pushes(Bench bench) {
    return bench.records().stream()
        .map(CallRecord::call)
        .filter(call -> call.purpose() == dev.onhand.connector.http.Purpose.PUSH)
        .map(call -> new String(call.body(), StandardCharsets.UTF_8))
        .toList();
  }

  private static List<String> lists(Bench bench) {
    return bench.records().stream()
        .map(record -> record.call().path())
        .filter(path -> path.startsWith("/retailer/orders?"))
        .map(path -> path.substring("/retailer/orders?".length()))
        .toList();
  }

  private static RemoteListing shown(Bench bench, BolConnector connector, String sku)
      throws InterruptedException {
    bench.list(sku, 7);
    return listings(connector).getLast();
  }

  private static List<RemoteListing> listings(BolConnector connector) throws InterruptedException {
    List<RemoteListing> all = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      ListingPage page = connector.listings(at);
      all.addAll(page.listings());
      at = page.next();
    }
    return all;
  }

  /** Time goes by between steps, as far as the limits want it. */
  private List<RemoteOrder> orders(BolConnector connector, Instant since)
      throws InterruptedException {
    return orders(benches.getLast(), connector, since);
  }

  private static List<RemoteOrder> orders(Bench bench, BolConnector connector, Instant since)
      throws InterruptedException {
    List<RemoteOrder> all = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      OrderPage page = connector.orders(since, at);
      all.addAll(page.orders());
      at = page.next();
      bench.advance(Duration.ofSeconds(1));
    }
    return all;
  }

  private static QuantityUpdate update(RemoteListing shown, long quantity) {
    return new QuantityUpdate(shown.ref(), quantity, null, "attempt");
  }
}
