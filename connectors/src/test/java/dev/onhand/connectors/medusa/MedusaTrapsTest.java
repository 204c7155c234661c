package dev.onhand.connectors.medusa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.Contract;
import dev.onhand.model.Effect;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one is likely to get wrong about Medusa, each by its name. */
class MedusaTrapsTest {

  private static final String ABSENT = "the contracts (../shared/contracts) are not here";
  private static final String MAIN = "sloc_01M7SANDBOX0000000000000MAIN";
  private static final String SECOND = "sloc_01M7SANDBOX000000000000SECND";

  private static final Medusa SHOP = Medusa.withKey("sk_1");

  /** Read once, when it is first needed. */
  private static final class Read {
    static final MedusaContract CONTRACT = MedusaContract.read();
  }

  /**
   * With all that is asked and answered held against the contract, where it is; but for the call
   * that sets many items, which is younger.
   */
  private final Bench bench =
      new Bench(
          new MedusaConnectorFactory(),
          MedusaContract.isHere()
              ? new Checked(SHOP, List.of(Read.CONTRACT), MedusaTrapsTest::setsMany)
              : SHOP);

  private static boolean setsMany(Request request) {
    return request.path().equals("/admin/inventory-items/location-levels/batch");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private MedusaConnector open(String location) {
    return (MedusaConnector)
        bench.open(
            Map.of(
                "address",
                bench.account().base().toString(),
                "api_key",
                "sk_1",
                "location",
                location));
  }

  private static QuantityUpdate update(RemoteListing listing, long quantity) {
    return Bench.update(listing.ref().externalId(), null, quantity);
  }

  @Test
  void whatIsReadIsAskedForAndAnsweredAsTheOwnersContractSays() throws InterruptedException {
    assumeTrue(MedusaContract.isHere(), ABSENT);
    Listing listing = bench.list("SKU-1", 20);
    Order order = bench.shop().sell(listing.id(), 3).orElseThrow();
    MedusaConnector connector = open(MAIN);

    RemoteListing shown = connector.listings(Cursor.START).listings().getFirst();
    assertThat(connector.listing(shown.ref())).isPresent();
    assertThat(connector.push(List.of(update(shown, 9)))).containsExactly(new Applied(9));
    assertThat(connector.orders(Instant.EPOCH, Cursor.START).orders()).hasSize(1);
    assertThat(connector.order(order.id())).isPresent();
    assertThat(bench.account().failure()).isEmpty();
  }

  @Test
  void theContractRefusesWhatIsNotInIt() {
    assumeTrue(MedusaContract.isHere(), ABSENT);
    String items = "/admin/inventory-items";

    assertThat(asked(items, "limit=20&id%5B%5D=iitem_1&id%5B%5D=iitem_2")).isEmpty();
    assertThat(asked(items, "limit=all")).hasSize(1);
    assertThat(asked(items, "page=2")).hasSize(1);
    assertThat(asked("/admin/orders", "updated_at%5B%24gte%5D=2026-11-20T12%3A00%3A00Z")).isEmpty();
    assertThat(asked("/admin/orders", "updated_at=yesterday")).hasSize(1);
    assertThat(answered(items, "{\"inventory_items\":[{\"sku\":\"A\",\"deleted_at\":null}]}"))
        .isEmpty();
    assertThat(answered(items, "{\"inventory_items\":[{\"sku\":7}]}")).hasSize(1);
    assertThat(answered("/admin/orders", "{\"orders\":[{\"items\":[{\"quantity\":\"3\"}]}]}"))
        .hasSize(1);
    assertThat(Read.CONTRACT.knows(Contract.call("POST", "/admin/orders", "", ""))).isFalse();
    assertThat(
            Read.CONTRACT.knows(Contract.call("POST", items + "/location-levels/batch", "", "{}")))
        .as("else hold it against the contract too")
        .isFalse();
  }

  private static List<String> asked(String path, String query) {
    return Read.CONTRACT.problems("GET", path, query, "");
  }

  private static List<String> answered(String path, String body) {
    return Read.CONTRACT.problems(Contract.call("GET", path, "", ""), Response.json(200, body));
  }

  /** What is stocked there is what is in the shelves; the shop reserves beside it. */
  @Test
  void whatIsReservedIsAddedAndTheNumberOfBeforeThatABatchAnswersIsNotBelieved()
      throws InterruptedException {
    Listing listing = bench.list("SKU-1", 20);
    bench.shop().sell(listing.id(), 3);
    MedusaConnector connector = open(MAIN);
    RemoteListing shown = connector.listings(Cursor.START).listings().getFirst();
    assertThat(shown.quantity()).isEqualTo(17);

    assertThat(connector.push(List.of(update(shown, 10)))).containsExactly(new Applied(10));
    assertThat(bench.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(13);
    assertThat(connector.listing(shown.ref()).orElseThrow().quantity()).isEqualTo(10);
  }

  @Test
  void whatIsNotStockedAtTheLocationYetIsStockedByThePush() throws InterruptedException {
    bench.list("SKU-1", 20);
    MedusaConnector connector = open(SECOND);
    RemoteListing shown = connector.listings(Cursor.START).listings().getFirst();

    assertThat(connector.push(List.of(update(shown, 4)))).containsExactly(new Applied(4));
    assertThat(connector.listing(shown.ref()).orElseThrow().quantity()).isEqualTo(4);
  }

  @Test
  void oneWrongRowRefusesAllSoTheRestIsSentApart() throws InterruptedException {
    Listing one = bench.list("SKU-1", 1);
    bench.list("SKU-2", 1);
    MedusaConnector connector = open(MAIN);
    List<RemoteListing> shown = connector.listings(Cursor.START).listings();
    bench.account().faults().next(Fault.REFUSED_ITEM, 2); // the whole, then the first alone

    assertThat(connector.push(List.of(update(shown.get(0), 5), update(shown.get(1), 6))))
        .satisfiesExactly(
            it -> assertThat(it).isInstanceOf(Refused.class),
            it -> assertThat(it).isEqualTo(new Applied(6)));
    assertThat(bench.shop().find(one.id()).orElseThrow().quantity()).isEqualTo(1);
  }

  /** Its {@code fulfillment_status} is canceled then, which says nothing of the order. */
  @Test
  void anOrderWhoseParcelIsCancelledIsAliveAndReservedAgain() throws InterruptedException {
    Listing listing = bench.list("SKU-1", 9);
    Order order = bench.shop().sell(listing.id(), 2).orElseThrow();
    long parcel =
        bench.shop().pack(order.id(), Map.of(order.lines().getFirst().number(), 2)).number();
    MedusaConnector connector = open(MAIN);
    assertThat(Bench.firstLine(connector, order).shipped()).isEqualTo(2);

    bench.shop().move(order.id(), parcel, Stage.CANCELLED);

    RemoteOrder alive = connector.order(order.id()).orElseThrow();
    assertThat(MedusaConnectorFactory.DESCRIPTOR.effect(alive.status())).contains(Effect.RESERVE);
    assertThat(Bench.firstLine(connector, order).shipped()).isZero();
    assertThat(Bench.firstLine(connector, order).cancelled()).isZero();
  }

  /** That of its detail is another with each version of the order. */
  @Test
  void aLineKeepsItsNameWhenItsOrderChanges() throws InterruptedException {
    Listing listing = bench.list("SKU-1", 9);
    Order order = bench.shop().sell(listing.id(), 2).orElseThrow();
    MedusaConnector connector = open(MAIN);
    String before = Bench.firstLine(connector, order).id();

    bench.shop().ship(order.id());

    assertThat(Bench.firstLine(connector, order).id()).isEqualTo(before);
  }

  /** The making of one that was a draft is that of the draft. */
  @Test
  void ordersAreAskedForByTheirChangeAndNotByTheirMaking() throws InterruptedException {
    Listing listing = bench.list("SKU-1", 9);
    Order old = bench.shop().sell(listing.id(), 2).orElseThrow();
    bench.advance(Duration.ofDays(30));
    bench.shop().ship(old.id());

    assertThat(open(MAIN).orders(bench.now().minusSeconds(60), Cursor.START).orders())
        .extracting(RemoteOrder::externalId)
        .containsExactly(old.id());
  }
}
