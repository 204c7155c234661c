package dev.onhand.connectors.cdiscount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
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
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.cdiscount.Cdiscount;
import dev.onhand.sandbox.shop.Listing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is on the wire, and what of it is like no other channel. */
class CdiscountWireTest {

  private static final Duration WORK = Duration.ofMinutes(6);

  private final Bench bench =
      new Bench(
          new CdiscountConnectorFactory(),
          Cdiscount.withClient("client", "secret").thatFulfils("FBO-1"));
  private final CdiscountConnector connector = connector(Map.of());

  @AfterEach
  void close() {
    bench.close();
  }

  /** A price would need all taxes, and delivery modes all of them: only what changes is sent. */
  @Test
  void aPackageIsOpenedFilledAndClosedWithNothingButTheQuantity() throws Exception {
    push(update(bench.list("SKU-1", 7), 5));

    assertThat(bench.records())
        .filteredOn(record -> record.call().purpose() == dev.onhand.connector.http.Purpose.PUSH)
        .extracting(CdiscountWireTest::said)
        .containsExactly(
            "POST /offer-packages {\"packageType\":\"Update\"}",
            "POST /offer-packages/8f2c00000001/offer-requests"
                + " [{\"sellerExternalReference\":\"SKU-1\",\"quantity\":5}]",
            "PATCH /offer-packages/8f2c00000001 {\"state\":\"Ready\"}");
  }

  private static String said(CallRecord record) {
    return record.call() + " " + new String(record.call().body(), StandardCharsets.UTF_8);
  }

  @Test
  void aPackageIsAskedForUntilItWasWorkedOn() throws Exception {
    Listing listing = bench.list("SKU-1", 7);
    QuantityUpdate update = update(listing, 5);
    String request = request(push(update).getFirst());

    long before = bench.account().calls().total();

    assertThat(connector.confirm(request, List.of(update)))
        .containsExactly(new Unconfirmed(request));
    assertThat(bench.account().calls().total()).as("it would be in vain").isEqualTo(before);
    bench.advance(Duration.ofMinutes(1));
    assertThat(connector.confirm(request, List.of(update)))
        .containsExactly(new Unconfirmed(request));
    bench.advance(WORK);
    assertThat(connector.confirm(request, List.of(update))).containsExactly(new Applied(5));
    assertThat(quantity(listing)).isEqualTo(5);
  }

  @Test
  void moreThanAHundredGoIntoOnePackageByAHundred() throws Exception {
    List<QuantityUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      updates.add(update(bench.list("SKU-" + i, 7), i));
    }
    List<PushOutcome> outcomes = connector.push(updates);
    assertThat(outcomes).hasSize(250).allMatch(Unconfirmed.class::isInstance);
    bench.advance(WORK);

    assertThat(connector.confirm(request(outcomes.getFirst()), updates))
        .containsExactlyElementsOf(
            updates.stream().<PushOutcome>map(it -> new Applied(it.quantity())).toList());
    assertThat(bench.account().calls().of(Purpose.PUSH)).isOne();
    assertThat(bench.account().limits().refused()).isZero();
  }

  @Test
  void ofAnIntegratedPackageEachOfferIsLookedAt() throws Exception {
    QuantityUpdate good = update(bench.list("SKU-1", 7), 5);
    QuantityUpdate refused = update(bench.list("SKU-2", 7), 5);
    QuantityUpdate gone = Bench.update("GONE", "GONE", 5);
    String request = request(connector.push(List.of(refused, good, gone)).getFirst());
    bench.account().faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
    bench.advance(WORK);

    assertThat(connector.confirm(request, List.of(refused, good, gone)))
        .satisfiesExactly(
            one -> assertThat(reason(one)).isEqualTo(Refusal.OTHER),
            one -> assertThat(one).isEqualTo(new Applied(5)),
            one -> assertThat(reason(one)).isEqualTo(Refusal.UNKNOWN_LISTING));
  }

  /** Of what is not known to be done nothing is said to be. */
  @Test
  void theSameReferenceTwiceInAPackageRejectsBothSoBothComeAgain() throws Exception {
    Listing listing = bench.list("SKU-1", 7);
    List<QuantityUpdate> twins = List.of(update(listing, 5), update(listing, 6));
    String request = request(connector.push(twins).getFirst());
    bench.advance(WORK);

    assertThat(connector.confirm(request, twins)).hasSize(2).allMatch(Deferred.class::isInstance);
    assertThat(quantity(listing)).isEqualTo(7);
  }

  @Test
  void anAnswerToTheClosingThatIsLostIsFoundOutByAsking() throws Exception {
    Listing listing = bench.list("SKU-1", 7);
    QuantityUpdate update = update(listing, 5);
    bench.account().faults().next(Fault.REPLY_LOST, Purpose.PUSH, 1);
    String closed = request(push(update).getFirst());
    bench.account().faults().next(Fault.SERVER_ERROR, Purpose.PUSH, 1);
    String open = request(push(update).getFirst());
    bench.advance(WORK);

    assertThat(connector.confirm(closed, List.of(update))).containsExactly(new Applied(5));
    assertThat(connector.confirm(open, List.of(update)).getFirst()).isInstanceOf(Deferred.class);
  }

  @Test
  void aPackageThatIsStuckIsGivenUpAfterAnHour() throws Exception {
    QuantityUpdate update = update(bench.list("SKU-1", 7), 5);
    bench.account().faults().next(Fault.RESULT_LOST, Purpose.PUSH, 1);
    String request = request(push(update).getFirst());
    bench.advance(Duration.ofMinutes(59));
    assertThat(connector.confirm(request, List.of(update)).getFirst())
        .isInstanceOf(Unconfirmed.class);
    bench.advance(Duration.ofMinutes(2));
    assertThat(connector.confirm(request, List.of(update)).getFirst()).isInstanceOf(Deferred.class);
  }

  @Test
  void theNextPageIsInAHeaderOnly() throws Exception {
    for (int i = 0; i < 1_001; i++) {
      bench.list("SKU-" + i, 1);
    }
    Cursor next = connector.listings(Cursor.START).next();

    assertThat(next.value()).contains("Cursor=1000").doesNotContain("http");
    assertThat(connector.listings(next).listings())
        .extracting(listing -> listing.ref().sku())
        .containsExactly("SKU-1000");
    assertThat(connector.listings(next).next()).isNull();
  }

  @Test
  void oneOfferIsReadByItsReference() throws Exception {
    bench.list("SKU-1", 7);
    bench.list("SKU 2&3", 8);

    assertThat(connector.listing(new ListingRef("SKU 2&3", null)))
        .map(RemoteListing::quantity)
        .contains(8L);
    assertThat(connector.listing(new ListingRef("SKU", null))).isEmpty();
  }

  @Test
  void whatOctopiaFulfilsIsLeftOut() throws Exception {
    bench.shop().sell(bench.list("FBO-1", 7).id(), 1);
    String own = bench.shop().sell(bench.list("SKU-1", 7).id(), 1).orElseThrow().id();
    String theirs = bench.shop().orders().getFirst().id();

    assertThat(connector.orders(Instant.EPOCH.plusSeconds(1), Cursor.START).orders())
        .extracting(RemoteOrder::externalId)
        .containsExactly(own);
    assertThat(connector.order(theirs)).isEmpty();
  }

  @Test
  void aTokenIsRenewedBeforeItsTwoHoursAreOver() throws Exception {
    connector.listings(Cursor.START);
    bench.advance(Duration.ofMinutes(118));
    connector.listings(Cursor.START);
    assertThat(bench.account().calls().of(Purpose.LOGIN)).isOne();
    bench.advance(Duration.ofMinutes(1));
    connector.listings(Cursor.START);
    assertThat(bench.account().calls().of(Purpose.LOGIN)).isEqualTo(2);
  }

  @Test
  void aTokenIsRenewedOnceForEightThreads() throws Exception {
    connector.listings(Cursor.START);
    bench.advance(Duration.ofHours(2));

    assertThat(Bench.byEightThreads(() -> connector.order("none").isPresent()))
        .hasSize(8)
        .containsOnly(false);
    assertThat(bench.account().calls().of(Purpose.LOGIN)).isEqualTo(2);
  }

  @Test
  void aWrongSecretAForeignSellerAndAWrongAddressAreToldApart() throws Exception {
    assertThat(why(Map.of("client_secret", "wrong-secret"))).isEqualTo(Cause.LOGIN_REFUSED);
    CdiscountConnector foreign = connector(Map.of("seller_id", "1"));
    assertThat(Bench.failure(() -> foreign.listings(Cursor.START)))
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.NOT_ALLOWED))
        .hasMessageContaining("The seller is not linked to this client.");
    assertThat(why(Map.of("address", bench.account().base() + "/elsewhere")))
        .isEqualTo(Cause.UNEXPECTED);
    assertThat(why(Map.of("login_address", "http://127.0.0.1:1"))).isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void aSalesChannelThatTakesNoPackagesInJsonIsSaidClearly() throws Exception {
    CdiscountConnector other = connector(Map.of("sales_channel", "OTHER"));
    QuantityUpdate update = Bench.update("SKU-1", "SKU-1", 5);

    assertThat(Bench.failure(() -> other.push(List.of(update))))
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.NOT_ALLOWED))
        .hasMessageContaining("no packages in JSON for this sales channel");
  }

  private Cause why(Map<String, String> settings) throws InterruptedException {
    CdiscountConnector other = connector(settings);
    return Bench.failure(() -> other.listings(Cursor.START)).why();
  }

  private CdiscountConnector connector(Map<String, String> more) {
    return (CdiscountConnector)
        bench.open(CdiscountContractTest.settings(bench.account().base(), "secret", more));
  }

  private List<PushOutcome> push(QuantityUpdate update) throws InterruptedException {
    return connector.push(List.of(update));
  }

  private static QuantityUpdate update(Listing listing, long quantity) {
    return Bench.update(listing.sku(), listing.sku(), quantity);
  }

  private static String request(PushOutcome outcome) {
    assertThat(outcome).isInstanceOf(Unconfirmed.class);
    return String.valueOf(((Unconfirmed) outcome).requestId());
  }

  private static Refusal reason(PushOutcome outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused) outcome).reason();
  }

  private int quantity(Listing listing) {
    return bench.shop().find(listing.id()).orElseThrow().quantity();
  }
}
