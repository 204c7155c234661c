package dev.onhand.connectors.manomano;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
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
import dev.onhand.sandbox.manomano.ManoMano;
import dev.onhand.sandbox.shop.Listing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is on the wire, and what of it is like no other channel. */
class ManoManoWireTest {

  private final Bench bench = new Bench(new ManoManoConnectorFactory(), ManoMano.withKey("secret"));
  private final ManoManoConnector connector = connector(Map.of());

  @AfterEach
  void close() {
    bench.close();
  }

  /** The price stays untouched, as it is not there. */
  @Test
  void aPushNamesTheContractAndNothingButTheStock() throws Exception {
    push(update(bench.list("SKU-1", 7), 5));

    CallRecord sent = bench.records().getFirst();
    assertThat(sent.call()).hasToString("PATCH /api/v2/offer-information/offers");
    assertThat(new String(sent.call().body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"content\":[{\"seller_contract_id\":110841,"
                + "\"items\":[{\"sku\":\"SKU-1\",\"stock\":{\"quantity\":5}}]}]}");
  }

  @Test
  void aPushIsSeenFromTheOfferMinutesLater() throws Exception {
    Listing listing = bench.list("SKU-1", 7);
    QuantityUpdate update = update(listing, 5);
    String request = request(push(update).getFirst());
    long before = bench.account().calls().total();

    assertThat(connector.confirm(request, List.of(update)))
        .containsExactly(new Unconfirmed(request));
    assertThat(bench.account().calls().total()).as("nothing can be seen yet").isEqualTo(before);
    bench.advance(Duration.ofMinutes(4));
    assertThat(connector.confirm(request, List.of(update)))
        .containsExactly(new Unconfirmed(request));
    bench.advance(Duration.ofMinutes(1));
    assertThat(connector.confirm(request, List.of(update))).containsExactly(new Applied(5));
  }

  @Test
  void manyOffersAreLookedAtWithOneCall() throws Exception {
    QuantityUpdate one = update(bench.list("SKU-1", 7), 5);
    QuantityUpdate refused = update(bench.list("SKU 2&3", 7), 6);
    QuantityUpdate gone = Bench.update("GONE", "GONE", 5);
    List<QuantityUpdate> updates = List.of(refused, one, gone);
    String request = request(connector.push(updates).getFirst());
    bench.account().faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
    bench.advance(Duration.ofMinutes(6));
    long before = bench.account().calls().total();

    assertThat(connector.confirm(request, updates))
        .satisfiesExactly(
            it -> assertThat(reason(it)).isEqualTo(Refusal.OTHER),
            it -> assertThat(it).isEqualTo(new Applied(5)),
            it -> assertThat(reason(it)).isEqualTo(Refusal.UNKNOWN_LISTING));
    assertThat(bench.account().calls().total()).isEqualTo(before + 1);
  }

  @Test
  void aPushWithoutAnAnswerIsSeenFromTheOfferToo() throws Exception {
    QuantityUpdate update = update(bench.list("SKU-1", 7), 5);
    bench.account().faults().next(Fault.REPLY_LOST, Purpose.PUSH, 1);
    String request = request(push(update).getFirst());
    bench.advance(Duration.ofMinutes(5));

    assertThat(connector.confirm(request, List.of(update))).containsExactly(new Applied(5));
  }

  /** By the path of links.next, which has no host, nothing is called. */
  @Test
  void pagesAreAskedForByTheirNumber() throws Exception {
    for (int i = 0; i < 1_001; i++) {
      bench.list("SKU-" + i, 1);
    }
    Cursor next = connector.listings(Cursor.START).next();

    assertThat(next).isEqualTo(new Cursor("2"));
    assertThat(connector.listings(next).listings())
        .extracting(listing -> listing.ref().sku())
        .containsExactly("SKU-1000");
    assertThat(connector.listings(next).next()).isNull();
  }

  @Test
  void oneOfferIsReadByItsSku() throws Exception {
    bench.list("SKU 2&3", 8);

    assertThat(connector.listing(new ListingRef("SKU 2&3", null)))
        .map(RemoteListing::quantity)
        .contains(8L);
    assertThat(connector.listing(new ListingRef("SKU", null))).isEmpty();
  }

  @Test
  void ordersAreAskedForFromTenMinutesBefore() throws Exception {
    String order = bench.shop().sell(bench.list("SKU-1", 7).id(), 1).orElseThrow().id();
    Instant sold = bench.now();

    assertThat(ordersSince(sold.plus(Duration.ofMinutes(10)))).containsExactly(order);
    assertThat(ordersSince(sold.plus(Duration.ofMinutes(11)))).isEmpty();
  }

  @Test
  void oneOrderIsAnObjectAndNoList() throws Exception {
    String order = bench.shop().sell(bench.list("SKU-1", 7).id(), 1).orElseThrow().id();

    assertThat(connector.order(order)).map(RemoteOrder::externalId).contains(order);
    assertThat(connector.order("M404")).isEmpty();
  }

  @Test
  void aWrongKeyAForeignContractAndAWrongAddressAreToldApart() throws Exception {
    assertThat(why(Map.of("api_key", "wrong-key"))).isEqualTo(Cause.LOGIN_REFUSED);
    ManoManoConnector foreign = connector(Map.of("contract", "1"));
    assertThat(Bench.failure(() -> foreign.listings(Cursor.START)))
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.NOT_ALLOWED))
        .hasMessageContaining("Not your contract.");
    assertThat(why(Map.of("address", bench.account().base() + "/elsewhere")))
        .isEqualTo(Cause.UNEXPECTED);
    assertThat(why(Map.of("address", "http://127.0.0.1:1"))).isEqualTo(Cause.UNREACHABLE);
  }

  private Cause why(Map<String, String> settings) throws InterruptedException {
    ManoManoConnector other = connector(settings);
    return Bench.failure(() -> other.listings(Cursor.START)).why();
  }

  private List<String> ordersSince(Instant since) throws InterruptedException {
    return connector.orders(since, Cursor.START).orders().stream()
        .map(RemoteOrder::externalId)
        .toList();
  }

  private ManoManoConnector connector(Map<String, String> more) {
    return (ManoManoConnector)
        bench.open(ManoManoContractTest.settings(bench.account().base(), "secret", more));
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
}
