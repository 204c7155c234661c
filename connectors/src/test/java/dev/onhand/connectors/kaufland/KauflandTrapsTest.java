package dev.onhand.connectors.kaufland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
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
import dev.onhand.connector.ReportsReturns;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.Contract;
import dev.onhand.connectors.contracts.OpenApi;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.kaufland.Kaufland;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one is likely to get wrong about Kaufland, each by its name. */
class KauflandTrapsTest {

  private static final Path CONTRACT = Path.of("../../shared/contracts/kaufland");
  private static final Kaufland SHOP =
      Kaufland.withKeys(KauflandContractTest.CLIENT_KEY, KauflandContractTest.SECRET_KEY);

  private final List<Bench> benches = new ArrayList<>();

  @AfterEach
  void close() {
    benches.forEach(Bench::close);
  }

  /** With all that is said held against the contract, where it is. */
  static Marketplace checked(Kaufland shop) {
    return Files.isDirectory(CONTRACT)
        ? new Checked(shop, List.of(Read.CONTRACT), request -> false)
        : shop;
  }

  /** Read once, when it is first needed. */
  private static final class Read {
    static final OpenApi CONTRACT =
        OpenApi.of(
            KauflandTrapsTest.CONTRACT.resolve("kaufland-seller-api-2.27.0-swagger.json"), "/v2");
  }

  private Bench bench(Marketplace shop) {
    benches.add(new Bench(new KauflandConnectorFactory(), shop));
    return benches.getLast();
  }

  private static KauflandConnector open(Bench bench, Map<String, String> more) {
    return (KauflandConnector)
        bench.open(KauflandContractTest.settings(bench.account().base(), more));
  }

  @Test
  void whatIsAskedAndAnsweredIsAsTheOwnersContractSays() throws Exception {
    assumeTrue(Files.isDirectory(CONTRACT), "the contracts (../shared/contracts) are not here");
    Bench bench = bench(checked(SHOP));
    KauflandConnector connector = open(bench, Map.of());
    for (int i = 0; i < 25; i++) {
      bench.shop().sell(bench.list("SKU-" + i, 9).id(), 2);
    }
    Order order = bench.shop().orders().getFirst();
    bench.shop().ship(order.id());
    bench.shop().takeBack(order.id(), order.lines().getFirst().number(), 1);

    List<RemoteListing> listings = listings(connector);
    assertThat(connector.listing(listings.getFirst().ref())).contains(listings.getFirst());
    assertThat(connector.listing(new ListingRef("de/100", null))).isEmpty();
    assertThat(connector.push(List.of(update(listings.get(0), 3)))).contains(new Applied(3));
    assertThat(connector.push(List.of(update(listings.get(0), 0), update(listings.get(1), 1))))
        .containsExactly(new Applied(0), new Applied(1));
    assertThat(connector.orders(Instant.EPOCH.plusSeconds(2), Cursor.START).next()).isNotNull();
    assertThat(connector.order(order.id())).isPresent();
    assertThat(connector.order("404")).isEmpty();
    assertThat(connector.returns(Instant.EPOCH.plusSeconds(2), Cursor.START).returns()).hasSize(1);
  }

  @Test
  void aReturnIsToldByItsPiecesAndOnlyWhereItIsToBeBooked() throws Exception {
    Bench bench = bench(SHOP);
    Order order = bench.shop().sell(bench.list("SKU-1", 9).id(), 2).orElseThrow();
    bench.shop().ship(order.id());
    KauflandConnector connector = open(bench, Map.of("returns", "available"));
    assertThat(connector.returns(Instant.EPOCH, Cursor.START).returns()).isEmpty();

    bench.shop().takeBack(order.id(), order.lines().getFirst().number(), 2);

    List<RemoteReturn> back = connector.returns(Instant.EPOCH, Cursor.START).returns();
    List<String> lines =
        connector.order(order.id()).orElseThrow().lines().stream().map(it -> it.id()).toList();
    assertThat(back).extracting(RemoteReturn::line).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(back).extracting(RemoteReturn::isSellable).containsOnly(true);
    assertThat(back).extracting(RemoteReturn::at).containsOnly(bench.shop().now());
    assertThat(
            bench.open(
                KauflandContractTest.settings(bench.account().base(), Map.of("returns", ""))))
        .isNotInstanceOf(ReportsReturns.class);
  }

  @Test
  void theContractRefusesWhatIsNotInIt() {
    assumeTrue(Files.isDirectory(CONTRACT), "the contracts (../shared/contracts) are not here");

    assertThat(Read.CONTRACT.problems("GET", "/v2/units", "storefront=de&limit=100", "")).isEmpty();
    assertThat(Read.CONTRACT.problems("GET", "/v2/units", "limit=100", ""))
        .containsExactly("storefront is missing");
    assertThat(Read.CONTRACT.problems("GET", "/v2/units", "storefront=de&limit=101", ""))
        .hasSize(1);
    assertThat(Read.CONTRACT.problems("GET", "/v2/units", "storefront=xx", "")).hasSize(1);
    assertThat(Read.CONTRACT.problems("GET", "/v2/units", "storefront=de&page=1", "")).hasSize(1);
    assertThat(Read.CONTRACT.problems("PATCH", "/v2/units/1", "storefront=de", "{\"amount\":-1}"))
        .hasSize(1);
    assertThat(Read.CONTRACT.problems("PATCH", "/v2/units/1", "storefront=de", "{\"quantity\":1}"))
        .hasSize(1);
    assertThat(
            Read.CONTRACT.problems("POST", "/v2/units/bulk", "storefront=de", "[{\"id_unit\":1}]"))
        .hasSize(1);
    assertThat(Read.CONTRACT.knows(Contract.call("GET", "/units", "", ""))).isFalse();
    assertThat(Read.CONTRACT.knows(Contract.call("PUT", "/v2/units/1", "", ""))).isFalse();
  }

  @Test
  void aSignatureIsOverTheBytesOfTheBodyAndTheAddressAsTheyAreSent() throws Exception {
    Bench bench = bench(SHOP);
    RemoteListing one = shown(bench, "SKU ä&1");
    KauflandConnector slashed = open(bench, Map.of("address", bench.account().base() + "/v2/"));

    assertThat(slashed.push(List.of(update(one, 4)))).containsExactly(new Applied(4));
    assertThat(slashed.orders(bench.now(), Cursor.START).orders()).isEmpty();
  }

  @Test
  void aClockThatIsOffIsSaid() throws Exception {
    Bench bench = bench(SHOP);
    bench.shop().skew(Duration.ofMinutes(-7));

    assertThat(Bench.failure(() -> open(bench, Map.of()).listings(Cursor.START)))
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.LOGIN_REFUSED))
        .hasMessageContaining("the clock here is 7 minutes off that of the channel");
    bench.shop().skew(Duration.ofMinutes(4));
    assertThat(open(bench, Map.of()).listings(Cursor.START).listings()).isEmpty();
  }

  @Test
  void aWrongKeyAStorefrontThatIsNotOpenAndAWrongAddressAreToldApart() throws Exception {
    Bench bench = bench(SHOP);

    assertThat(Bench.failure(() -> open(bench, Map.of("secret_key", "x")).listings(Cursor.START)))
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.LOGIN_REFUSED))
        .hasMessageContaining("headers are corrupt");
    assertThat(why(bench, Map.of("client_key", "x"))).isEqualTo(Cause.LOGIN_REFUSED);
    assertThat(Bench.failure(() -> open(bench, Map.of("storefronts", "cz")).listings(Cursor.START)))
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.NOT_ALLOWED))
        .hasMessageContaining("The storefront is not configured.");
    assertThat(why(bench, Map.of("address", bench.account().base() + "/elsewhere")))
        .isEqualTo(Cause.UNEXPECTED);
    assertThat(why(bench, Map.of("address", "http://127.0.0.1:1"))).isEqualTo(Cause.UNREACHABLE);
  }

  private static Cause why(Bench bench, Map<String, String> settings) throws InterruptedException {
    KauflandConnector connector = open(bench, settings);
    return Bench.failure(() -> connector.listings(Cursor.START)).why();
  }

  @Test
  void storefrontsAreReadOneAfterTheOther() throws Exception {
    Bench bench = bench(SHOP.on("de", "cz"));
    for (int i = 0; i < 101; i++) {
      bench.list("SKU-" + i, i);
    }

    List<RemoteListing> read = listings(open(bench, Map.of("storefronts", "de, cz")));

    assertThat(read).hasSize(202).extracting(RemoteListing::ref).doesNotHaveDuplicates();
    assertThat(read.getFirst().ref()).isEqualTo(new ListingRef("de/10000100", "SKU-0"));
    assertThat(read.getLast().ref()).isEqualTo(new ListingRef("cz/10010101", "SKU-100"));
  }

  @Test
  void ofUnitsOfOneReferenceOneIsTold() throws Exception {
    Bench bench = bench(SHOP.on("de", "cz"));
    bench.list("SKU-1", 7);
    bench.list("SKU-2", 7);
    KauflandConnector connector = open(bench, Map.of("storefronts", "de,cz"));
    List<RemoteListing> shown = listings(connector);

    assertThat(connector.push(shown.stream().map(it -> update(it, 5)).toList()))
        .hasSize(4)
        .containsOnly(new Applied(5));

    assertThat(pushes(bench))
        .containsExactly(
            "POST /units/bulk?storefront=de"
                + " [{\"id_unit\":10000100,\"unit_data\":{\"amount\":5}},"
                + "{\"id_unit\":10000200,\"unit_data\":{\"amount\":5}}]");
    assertThat(listings(connector)).extracting(RemoteListing::quantity).containsOnly(5L);
  }

  @Test
  void twoNumbersForOneReferenceDoNotFight() throws Exception {
    Bench bench = bench(SHOP.on("de", "cz"));
    Listing listing = bench.list("SKU-1", 7);
    KauflandConnector connector = open(bench, Map.of("storefronts", "de,cz"));
    List<RemoteListing> shown = listings(connector);

    List<PushOutcome> outcomes =
        connector.push(List.of(update(shown.get(0), 5), update(shown.get(1), 3)));

    assertThat(outcomes.get(1)).isEqualTo(new Applied(3));
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.detail()).contains("SKU-1 at one number", "to show 3"));
    assertThat(bench.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(3);
    assertThat(pushes(bench)).hasSize(1);
  }

  @Test
  void aUnitThatIsGoneSaysNothingOfTheOthersOfItsReference() throws Exception {
    Bench bench = bench(SHOP);
    RemoteListing shown = shown(bench, "SKU-1");

    assertThat(
            open(bench, Map.of())
                .push(List.of(Bench.update("de/404", "SKU-1", 5), update(shown, 5))))
        .satisfiesExactly(
            one -> assertThat(reason(one)).isEqualTo(Refusal.UNKNOWN_LISTING),
            one ->
                assertThat(one)
                    .isEqualTo(new Unconfirmed(null))); // it is read, and told for itself
  }

  @Test
  void unitsWithoutAReferenceAreNotConnected() throws Exception {
    Bench bench = bench(SHOP);
    RemoteListing one = shown(bench, "SKU-1");
    RemoteListing other = shown(bench, "SKU-2");

    assertThat(
            open(bench, Map.of())
                .push(
                    List.of(
                        new QuantityUpdate(
                            new ListingRef(one.ref().externalId(), null), 1, null, "a"),
                        new QuantityUpdate(
                            new ListingRef(other.ref().externalId(), null), 2, null, "b"))))
        .containsExactly(new Applied(1), new Applied(2));
  }

  @Test
  void eachStorefrontIsACallOfItsOwn() throws Exception {
    Bench bench = bench(SHOP.on("de", "cz"));
    bench.list("SKU-1", 7);
    bench.list("SKU-2", 7);
    KauflandConnector connector = open(bench, Map.of("storefronts", "de,cz"));
    List<RemoteListing> shown = listings(connector);

    assertThat(connector.push(List.of(update(shown.get(0), 1), update(shown.get(3), 2))))
        .containsExactly(new Applied(1), new Applied(2));
    assertThat(pushes(bench))
        .containsExactly(
            "PATCH /units/10000100?storefront=de {\"amount\":1}",
            "PATCH /units/10000201?storefront=cz {\"amount\":2}");
  }

  /** A body with a price needs one above zero; one without leaves it alone. */
  @Test
  void nothingButTheAmountIsSent() throws Exception {
    Bench bench = bench(SHOP);
    RemoteListing shown = shown(bench, "SKU-1");

    open(bench, Map.of()).push(List.of(update(shown, 0)));

    assertThat(pushes(bench)).containsExactly("PATCH /units/10000100?storefront=de {\"amount\":0}");
  }

  @Test
  void ofA207EachUnitIsLookedAt() throws Exception {
    Bench bench = bench(SHOP);
    List<QuantityUpdate> updates =
        List.of(
            update(shown(bench, "SKU-1"), 5),
            Bench.update("de/99999900", "GONE", 1),
            update(shown(bench, "SKU-2"), 6));
    bench.account().faults().next(Fault.REFUSED_ITEM, 3);

    assertThat(open(bench, Map.of()).push(updates))
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .isEqualTo(new Refused(Refusal.OTHER, "amount: the unit is blocked")),
            one -> assertThat(reason(one)).isEqualTo(Refusal.UNKNOWN_LISTING),
            one -> assertThat(one).isEqualTo(new Applied(6)));
  }

  @Test
  void whatWasPushedStaysKnownWhereTheRestCannotBeToldApartNow() throws Exception {
    Bench bench = bench(SHOP);
    List<QuantityUpdate> updates =
        List.of(
            update(shown(bench, "SKU-1"), 5),
            Bench.update("de/99999900", "GONE", 1),
            Bench.update("de/99999800", "GONE TOO", 1));
    KauflandConnector connector = open(bench, Map.of());
    for (int i = 0; i < 98; i++) {
      connector.listings(Cursor.START);
    }

    assertThat(connector.push(updates))
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo(new Applied(5)),
            one -> assertThat(reason(one)).isEqualTo(Refusal.UNKNOWN_LISTING),
            one -> assertThat(one).isInstanceOf(Deferred.class));
  }

  @Test
  void aPieceIsALineAndAnOrderIsReadWholeThoughOneOfItChanged() throws Exception {
    Bench bench = bench(SHOP);
    Order order = bench.shop().sell(bench.list("SKU-1", 7).id(), 3).orElseThrow();
    bench.shop().cancel(order.id(), order.lines().getFirst().number(), 1);

    RemoteOrder read = open(bench, Map.of()).orders(bench.now(), Cursor.START).orders().getFirst();

    assertThat(read.status()).isEqualTo("need_to_be_sent");
    assertThat(read.lines()).extracting(RemoteOrder.Line::quantity).containsExactly(1L, 1L, 1L);
    assertThat(read.lines()).extracting(RemoteOrder.Line::cancelled).containsExactly(0L, 0L, 1L);
  }

  @Test
  void whatChangesWhileTheLastChangedAreReadFirstIsNotMissed() throws Exception {
    Bench bench = bench(SHOP);
    Listing listing = bench.list("SKU-1", 700);
    List<String> sold = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      bench.advance(Duration.ofSeconds(1));
      sold.add(bench.shop().sell(listing.id(), 1).orElseThrow().id());
    }
    KauflandConnector connector = open(bench, Map.of());

    List<String> read = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      OrderPage page = connector.orders(Instant.EPOCH.plusSeconds(2), at);
      page.orders().forEach(it -> read.add(it.externalId()));
      at = page.next();
      bench.advance(Duration.ofSeconds(10));
      bench.shop().sell(listing.id(), 1);
    }

    assertThat(read).containsAll(sold).hasSizeGreaterThan(sold.size()); // some are met twice
  }

  @Test
  void afterATimeMeansLaterSoASecondMoreIsAskedFor() throws Exception {
    Bench bench = bench(SHOP);
    bench.shop().sell(bench.list("SKU-1", 7).id(), 1);

    assertThat(open(bench, Map.of()).orders(bench.now(), Cursor.START).orders()).hasSize(1);
    bench.advance(Duration.ofSeconds(1));
    assertThat(open(bench, Map.of()).orders(bench.now().plusMillis(1), Cursor.START).orders())
        .isEmpty();
  }

  @Test
  void aCallThatNamesAPieceLeadsToItsOrder() throws Exception {
    Bench bench = bench(SHOP.thatTells("order_unit_status_changed"));
    bench
        .account()
        .webhooks()
        .subscribe(
            URI.create("http://127.0.0.1:1/"),
            Kaufland.signer(KauflandContractTest.HOOK, KauflandContractTest.SECRET_KEY));
    Order order = bench.shop().sell(bench.list("SKU-1", 7).id(), 2).orElseThrow();
    bench.account().webhooks().deliver();
    Webhooks.Delivery call = bench.account().webhooks().sent().getFirst();
    Map<String, List<String>> headers = new HashMap<>();
    call.headers()
        .forEach(it -> headers.put(it.name().toLowerCase(Locale.ROOT), List.of(it.value())));
    KauflandConnector connector = open(bench, Map.of());

    List<String> named =
        connector.read(new WebhookRequest(headers, "", call.body(), bench.now())).orders();

    assertThat(named).hasSize(1).first().asString().startsWith("order-units/");
    assertThat(connector.order(named.getFirst()).orElseThrow().externalId()).isEqualTo(order.id());
    assertThat(connector.order("order-units/1")).isEmpty();
  }

  @Test
  void whatIsTooManyIsWaitedForThoughNothingSaysHowLong() throws Exception {
    Bench bench = bench(SHOP);
    KauflandConnector connector = open(bench, Map.of());
    bench.account().faults().next(Fault.THROTTLED, 3);

    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waits.add(Bench.failure(() -> connector.listings(Cursor.START)).waitAtLeast());
      bench.advance(waits.getLast());
    }

    assertThat(waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void ofManyWithoutAnAnswerNothingIsKnown() throws Exception {
    Bench bench = bench(SHOP);
    List<QuantityUpdate> updates =
        List.of(update(shown(bench, "SKU-1"), 5), update(shown(bench, "SKU-2"), 6));
    bench.account().faults().next(Fault.REPLY_LOST, dev.onhand.sandbox.Purpose.PUSH, 1);

    assertThat(open(bench, Map.of()).push(updates)).containsOnly(new Unconfirmed(null));
  }

  private static Refusal reason(PushOutcome outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused) outcome).reason();
  }

  private static List<String> pushes(Bench bench) {
    return bench.records().stream()
        .map(record -> record.call())
        .filter(call -> call.purpose() == Purpose.PUSH)
        .map(call -> call + " " + new String(call.body(), StandardCharsets.UTF_8))
        .toList();
  }

  private static RemoteListing shown(Bench bench, String sku) throws InterruptedException {
    bench.list(sku, 7);
    return listings(open(bench, Map.of())).getLast();
  }

  private static List<RemoteListing> listings(KauflandConnector connector)
      throws InterruptedException {
    List<RemoteListing> all = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      ListingPage page = connector.listings(at);
      all.addAll(page.listings());
      at = page.next();
    }
    return all;
  }

  private static QuantityUpdate update(RemoteListing shown, long quantity) {
    return new QuantityUpdate(shown.ref(), quantity, null, "attempt-" + shown.ref().externalId());
  }
}
