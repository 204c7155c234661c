package dev.onhand.connectors.mirakl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
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
import dev.onhand.connector.RemoteReturn;
import dev.onhand.connector.ReturnPage;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.Contract;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.mirakl.Mirakl;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is on the wire, and what of it is like no other channel. */
class MiraklTrapsTest {

  private static final Path CONTRACT =
      Path.of("../../shared/contracts/mirakl/mirakl-mmp-seller-openapi.json");
  private static final Mirakl SHOP = Mirakl.withKey("secret-key");
  private static final Duration WORK = Duration.ofMinutes(3);
  private static final Instant LONG_AGO = Instant.EPOCH.plusSeconds(1);

  private final List<Bench> benches = new ArrayList<>();

  @AfterEach
  void close() {
    benches.forEach(Bench::close);
  }

  /** With all that is said held against the contract, where it is. */
  static Marketplace checked(Mirakl shop) {
    return Files.isRegularFile(CONTRACT)
        ? new Checked(
            shop,
            List.of(Read.CONTRACT),
            request -> request.path().startsWith("/files/")) // whose addresses it does not say
        : shop;
  }

  /** Read once, when it is first needed. */
  private static final class Read {
    static final MiraklContract CONTRACT = MiraklContract.of(MiraklTrapsTest.CONTRACT);
  }

  @Test
  void returnsAreReadPageAfterPageAndCountOnceTheyAreReceived() throws Exception {
    Bench bench = bench(Mirakl.withKey("secret-key"));
    Order order = bench.shop().sell(bench.list("SKU-1", 20).id(), 15).orElseThrow();
    bench.shop().ship(order.id());
    MiraklConnector connector = connector(bench, Map.of());
    bench.shop().takeBack(order.id(), order.lines().getFirst().number(), 12);

    ReturnPage first = connector.returns(Instant.EPOCH, Cursor.START);
    bench.advance(Duration.ofMinutes(5)); // as often as it may be asked
    ReturnPage second = connector.returns(Instant.EPOCH, Objects.requireNonNull(first.next()));

    assertThat(first.returns()).hasSize(10);
    assertThat(second.returns()).hasSize(2);
    assertThat(second.next()).isNull();
    RemoteReturn one = first.returns().getFirst();
    assertThat(one.order()).isEqualTo(order.id());
    assertThat(one.linesOf(connector.order(order.id()).orElseThrow())).hasSize(1);
  }

  @Test
  void whatIsAskedAndAnsweredIsAsTheOwnersContractSays() throws Exception {
    assumeTrue(Files.isRegularFile(CONTRACT), "the contracts (../shared/contracts) are not here");
    Bench bench = bench(checked(SHOP));
    MiraklConnector connector = connector(bench, Map.of("shop_id", "" + Mirakl.SHOP));
    for (int i = 0; i < MiraklOffers.PAGED_MAX + 1; i++) {
      bench.list("SKU-" + i, i);
    }
    Listing listing = bench.shop().findBySku("SKU-9").orElseThrow();
    for (int i = 0; i < 3; i++) {
      bench.shop().sell(listing.id(), 2);
    }
    Order order = bench.shop().orders().getFirst();
    bench.shop().ship(order.id());
    bench.shop().refund(order.id(), order.lines().getFirst().number(), 2);
    bench.shop().cancel(bench.shop().orders().getLast().id());

    assertThat(listings(bench, connector)).hasSize(MiraklOffers.PAGED_MAX + 1);
    assertThat(connector.listing(new ListingRef("SKU-9", null))).isPresent();
    List<QuantityUpdate> updates = List.of(update("SKU-9", 4), update("GONE", 4));
    String request = request(connector.push(updates).getFirst());
    bench.advance(WORK);
    assertThat(connector.confirm(request, updates)).contains(new Applied(4));
    assertThat(connector.orders(LONG_AGO, Cursor.START).orders()).hasSize(3);
    assertThat(connector.order(order.id())).isPresent();
    assertThat(connector.order("404")).isEmpty();
  }

  @Test
  void theContractRefusesWhatIsNotInIt() {
    assumeTrue(Files.isRegularFile(CONTRACT), "the contracts (../shared/contracts) are not here");

    assertThat(Read.CONTRACT.problems("GET", "/api/offers", "max=100&offset=0&sku=A", ""))
        .isEmpty();
    assertThat(Read.CONTRACT.problems("GET", "/api/offers", "max=101", "")).hasSize(1);
    assertThat(Read.CONTRACT.problems("GET", "/api/orders", "state=SHIPPED", "")).hasSize(1);
    assertThat(
            Read.CONTRACT.problems("POST", "/api/offers/export/async", "", "{\"export_type\":1}"))
        .hasSize(1);
    assertThat(Read.CONTRACT.answered("/api/offers", "{\"offers\":[{\"offer_id\":1}]}")).isEmpty();
    assertThat(Read.CONTRACT.answered("/api/offers", "{\"offers\":[{\"offer_id\":\"x\"}]}"))
        .hasSize(1);
    assertThat(Read.CONTRACT.answered("/api/offers", "{\"offers\":[{\"sku\":\"x\"}]}")).hasSize(1);
  }

  @Test
  void theKeyStandsAlone() throws Exception {
    Bench bench = bench(SHOP);
    bench.list("SKU-1", 7);

    assertThat(listings(bench, connector(bench, Map.of()))).hasSize(1);
    DeferredException refused =
        Bench.failure(
            () -> connector(bench, Map.of("api_key", "Bearer secret-key")).listings(Cursor.START));
    assertThat(refused.why()).isEqualTo(Cause.LOGIN_REFUSED);
  }

  /** Whatever an import of whole offers is not told it sets to its default. */
  @Test
  void stockGoesUpAloneSoThatPricesStay() throws Exception {
    Bench bench = bench(SHOP);
    bench.list("SKU-1", 7);
    bench.list("SKU \"2\";", 7);
    connector(bench, Map.of()).push(List.of(update("SKU-1", 5), update("SKU \"2\";", 0)));

    assertThat(bench.records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.call()).hasToString("POST /api/offers/stock/imports");
              assertThat(record.call().contentType()).startsWith("multipart/form-data; boundary=");
              assertThat(new String(record.call().body(), StandardCharsets.UTF_8))
                  .contains("name=\"file\"")
                  .contains(
                      """
                      "offer-sku";"quantity";"warehouse-code";"update-delete"
                      "SKU-1";"5";"";""
                      "SKU ""2"";";"0";"";""
                      """);
            });
    bench.advance(WORK);
    assertThat(listings(bench, connector(bench, Map.of())))
        .extracting(RemoteListing::quantity)
        .containsExactly(5L, 0L);
  }

  @Test
  void linesForAWarehouseAndForTheWholeOfferAreNeverMixed() throws Exception {
    Bench bench = bench(SHOP.withWarehouse("W1"));
    bench.list("SKU-1", 7);
    bench.list("SKU-2", 7);
    MiraklConnector connector = connector(bench, Map.of("warehouse", "W1"));
    connector.push(List.of(update("SKU-1", 5), update("SKU-2", 6)));

    assertThat(new String(bench.records().getFirst().call().body(), StandardCharsets.UTF_8))
        .contains("\"SKU-1\";\"5\";\"W1\";\"\"\n\"SKU-2\";\"6\";\"W1\";\"\"\n");
  }

  @Test
  void anImportIsAskedForUntilItIsComplete() throws Exception {
    Bench bench = bench(SHOP);
    bench.list("SKU-1", 7);
    MiraklConnector connector = connector(bench, Map.of());
    List<QuantityUpdate> updates = List.of(update("SKU-1", 5));
    String request = request(connector.push(updates).getFirst());
    long before = bench.account().calls().total();

    assertThat(request).as("an id that is a text").contains("7b2f0001");
    assertThat(connector.confirm(request, updates)).containsExactly(new Unconfirmed(request));
    assertThat(bench.account().calls().total()).as("it would be in vain").isEqualTo(before);
    bench.advance(Duration.ofMinutes(1));
    assertThat(connector.confirm(request, updates)).containsExactly(new Unconfirmed(request));
    bench.advance(WORK);
    assertThat(connector.confirm(request, updates)).containsExactly(new Applied(5));
  }

  @Test
  void aCompleteImportMayHoldErrorsAndOnlyTheFailingLinesAreReported() throws Exception {
    Bench bench = bench(SHOP);
    bench.list("SKU-1", 7);
    bench.list("SKU-2", 7);
    MiraklConnector connector = connector(bench, Map.of());
    List<QuantityUpdate> updates =
        List.of(update("SKU-1", 5), update("GONE", 5), update("SKU-2", 5));
    String request = request(connector.push(updates).getFirst());
    bench.account().faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
    bench.advance(WORK);

    assertThat(connector.confirm(request, updates))
        .containsExactly(
            new Refused(Refusal.OTHER, "The offer is locked; \"for now\""),
            new Refused(Refusal.UNKNOWN_LISTING, "The offer does not exist"),
            new Applied(5));
  }

  @Test
  void anImportThatIsStuckIsGivenUpAfterAnHour() throws Exception {
    Bench bench = bench(SHOP);
    bench.list("SKU-1", 7);
    MiraklConnector connector = connector(bench, Map.of());
    List<QuantityUpdate> updates = List.of(update("SKU-1", 5));
    bench.account().faults().next(Fault.RESULT_LOST, Purpose.PUSH, 1);
    String request = request(connector.push(updates).getFirst());
    bench.advance(Duration.ofMinutes(59));
    assertThat(connector.confirm(request, updates).getFirst()).isInstanceOf(Unconfirmed.class);
    bench.advance(Duration.ofMinutes(2));
    assertThat(connector.confirm(request, updates).getFirst()).isInstanceOf(Deferred.class);
  }

  @Test
  void anOlderInstanceWithoutStockImportsIsSaidClearlyAndNothingElseIsTried() throws Exception {
    Bench bench = bench(SHOP.withoutStockImports());
    bench.list("SKU-1", 7);
    MiraklConnector connector = connector(bench, Map.of());

    assertThat(Bench.failure(() -> connector.push(List.of(update("SKU-1", 5)))))
        .hasMessageContaining("STO01")
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.NOT_ALLOWED));
    assertThat(bench.records()).hasSize(1);
  }

  @Test
  void aSoldOutOfferIsNotActiveAndIsInTheExportAllTheSame() throws Exception {
    Bench bench = bench(SHOP.thatSends("SKU-5"));
    for (int i = 0; i < MiraklOffers.PAGED_MAX + 1; i++) {
      bench.list("SKU-" + i, i % 2);
    }
    MiraklConnector connector = connector(bench, Map.of());

    assertThat(listings(bench, connector))
        .as("without what the operator sends")
        .hasSize(MiraklOffers.PAGED_MAX)
        .filteredOn(it -> Long.valueOf(0).equals(it.quantity()))
        .hasSize(501)
        .allMatch(it -> it.state() == RemoteListing.State.ACTIVE);
  }

  @Test
  void aSmallShopIsReadByPagesAsOftenAsIsAsked() throws Exception {
    Bench bench = bench(SHOP);
    for (int i = 0; i < 250; i++) {
      bench.list("SKU-" + i, i % 2);
    }
    MiraklConnector connector = connector(bench, Map.of());

    assertThat(listings(bench, connector)).hasSize(250);
    assertThat(listings(bench, connector)).hasSize(250);
    assertThat(bench.account().calls().total()).isEqualTo(6);
  }

  @Test
  void allOffersAreExportedOnceADay() throws Exception {
    Bench bench = bench(SHOP);
    for (int i = 0; i < MiraklOffers.PAGED_MAX + 1; i++) {
      bench.list("SKU-" + i, 1);
    }
    MiraklConnector connector = connector(bench, Map.of());
    Cursor export = new Cursor("make");
    listings(bench, connector, export);

    DeferredException held = Bench.failure(() -> connector.listings(export));
    assertThat(held.why()).isEqualTo(Cause.THROTTLED);
    assertThat(held.waitAtLeast()).isGreaterThan(Duration.ofHours(23));
    bench.advance(Duration.ofDays(1));
    assertThat(listings(bench, connector, export)).hasSize(MiraklOffers.PAGED_MAX + 1);
    assertThat(bench.account().limits().refused()).isZero();
  }

  @Test
  void anExportThatIsGoneIsMadeAnew() throws Exception {
    Bench bench = bench(SHOP);

    assertThat(connector(bench, Map.of()).listings(new Cursor("ask 3 gone")))
        .isEqualTo(new ListingPage(List.of(), new Cursor("again")));
  }

  /** They are sorted by their creation, and none leaves the list, as no end is asked for. */
  @Test
  void ordersThatChangeWhileTheyArePagedMoveNoOthers() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 500);
    List<String> sold = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      bench.advance(Duration.ofSeconds(1));
      sold.add(bench.shop().sell(listing.id(), 1).orElseThrow().id());
    }
    MiraklConnector connector = connector(bench, Map.of());
    List<String> read = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      var page = connector.orders(LONG_AGO, at);
      page.orders().stream().map(RemoteOrder::externalId).forEach(read::add);
      at = page.next();
      bench.advance(Duration.ofMinutes(1));
      bench.shop().touch(sold.get(3));
      bench.shop().touch(sold.get(120));
    }

    assertThat(read).containsExactlyElementsOf(sold);
  }

  @Test
  void tooManyCallsWithoutAWordWaitAMinute() throws Exception {
    Bench bench = bench(SHOP);
    bench.account().faults().next(Fault.THROTTLED, 1);
    MiraklConnector connector = connector(bench, Map.of());

    assertThat(Bench.failure(() -> connector.listings(Cursor.START)).waitAtLeast())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatTheOperatorsCenterSendsIsLeftOut() throws Exception {
    Bench bench = bench(SHOP.thatSends("SKU-2"));
    bench.shop().sell(bench.list("SKU-1", 7).id(), 1);
    String theirs = bench.shop().sell(bench.list("SKU-2", 7).id(), 1).orElseThrow().id();
    MiraklConnector connector = connector(bench, Map.of());

    assertThat(listings(bench, connector))
        .extracting(it -> it.ref().sku())
        .containsExactly("SKU-1");
    assertThat(connector.orders(LONG_AGO, Cursor.START).orders())
        .extracting(order -> order.lines().getFirst().sku())
        .containsExactly("SKU-1");
    assertThat(connector.order(theirs)).isEmpty();
  }

  /** One operator sets the stock of what was refused to 0; so the number is set anew. */
  @Test
  void anOrderThatIsRefusedIsReleasedAndItsNumberIsNotTakenForPutBack() throws Exception {
    Bench bench = bench(SHOP.thatLowersQuantity());
    Listing listing = bench.list("SKU-1", 7);
    Order order = bench.shop().sell(listing.id(), 2).orElseThrow();
    bench.shop().cancel(order.id());
    RemoteOrder refused = connector(bench, Map.of()).order(order.id()).orElseThrow();

    assertThat(refused.status()).isEqualTo("REFUSED");
    assertThat(refused.lines().getFirst().cancelled()).isEqualTo(2);
    assertThat(semantics("true"))
        .isEqualTo(new StockSemantics(TakesOff.AT_ORDER, PutsBack.UNKNOWN, 1_000_000_000));
    assertThat(semantics("false"))
        .isEqualTo(new StockSemantics(TakesOff.NEVER, PutsBack.UNKNOWN, 1_000_000_000));
  }

  private static StockSemantics semantics(String lowersStock) {
    MiraklConnectorFactory factory = new MiraklConnectorFactory();
    return factory.semantics(
        Settings.of(
            factory.descriptor().settings(),
            Map.of("address", "https://a.example", "api_key", "k", "lowers_stock", lowersStock)));
  }

  @Test
  void aWrongKeyAForeignShopAndAWrongAddressAreToldApart() throws Exception {
    Bench bench = bench(SHOP);

    assertThat(why(bench, Map.of("api_key", "wrong")).why()).isEqualTo(Cause.LOGIN_REFUSED);
    assertThat(why(bench, Map.of("shop_id", "7")))
        .hasMessageContaining("The user has no right on this shop.")
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.NOT_ALLOWED));
    assertThat(why(bench, Map.of("address", bench.account().base() + "/elsewhere")).why())
        .isEqualTo(Cause.UNEXPECTED);
    assertThat(why(bench, Map.of("address", "http://127.0.0.1:1")).why())
        .isEqualTo(Cause.UNREACHABLE);
  }

  private static DeferredException why(Bench bench, Map<String, String> settings)
      throws InterruptedException {
    MiraklConnector connector = connector(bench, settings);
    return Bench.failure(() -> connector.listings(Cursor.START));
  }

  private static List<RemoteListing> listings(Bench bench, MiraklConnector connector)
      throws InterruptedException {
    return listings(bench, connector, Cursor.START);
  }

  private static List<RemoteListing> listings(Bench bench, MiraklConnector connector, Cursor from)
      throws InterruptedException {
    List<RemoteListing> found = new ArrayList<>();
    for (Cursor at = from; at != null; ) {
      ListingPage page = connector.listings(at);
      assertThat(page.next()).as("else it would be read for ever").isNotEqualTo(at);
      found.addAll(page.listings());
      at = page.next();
      bench.advance(Duration.ofSeconds(20));
    }
    return found;
  }

  private static QuantityUpdate update(String sku, long quantity) {
    return Bench.update(sku, sku, quantity);
  }

  private static String request(PushOutcome outcome) {
    assertThat(outcome).isInstanceOf(Unconfirmed.class);
    return String.valueOf(((Unconfirmed) outcome).requestId());
  }

  private Bench bench(Marketplace shop) {
    benches.add(new Bench(new MiraklConnectorFactory(), shop));
    return benches.getLast();
  }

  private static MiraklConnector connector(Bench bench, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("address", bench.account().base().toString());
    all.put("api_key", "secret-key");
    all.put("returns", "available");
    all.putAll(settings);
    return (MiraklConnector) bench.open(all);
  }

  /** Files may lie in a storage of somebody else's. */
  @Test
  void theKeyIsNotShownToAnotherHostThatFilesLieOn() throws Exception {
    List<String> keys = new ArrayList<>();
    Contract seen =
        new Contract() {
          @Override
          public boolean knows(Request request) {
            return true;
          }

          @Override
          public List<String> problems(Request request) {
            if (request.path().startsWith("/files/")) {
              keys.add(request.header("authorization").orElse("none"));
            }
            return List.of();
          }

          @Override
          public List<String> problems(Request request, Response response) {
            return List.of();
          }
        };
    Bench bench = bench(new Checked(SHOP, List.of(seen), request -> false));
    bench.list("SKU-1", 1);
    String here = bench.account().base().toString();

    listings(bench, connector(bench, Map.of()), new Cursor("make"));
    bench.advance(Duration.ofDays(1));
    String elsewhere = here.replace("127.0.0.1", "localhost");
    listings(bench, connector(bench, Map.of("address", elsewhere)), new Cursor("make"));

    assertThat(keys).containsExactly("secret-key", "none");
  }
}
