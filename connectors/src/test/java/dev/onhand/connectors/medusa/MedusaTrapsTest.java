package dev.onhand.connectors.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.model.Effect;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one is likely to get wrong about Medusa, each by its name. */
class MedusaTrapsTest {

  private static final String MAIN = "sloc_01M7SANDBOX0000000000000MAIN";
  private static final String SECOND = "sloc_01M7SANDBOX000000000000SECND";

  private final Bench bench = new Bench(new MedusaConnectorFactory(), Medusa.withKey("sk_1"));

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
