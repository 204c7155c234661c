package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.http.Purpose;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.Drift;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.core.listing.DriftPolicy.Action;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.store.catalogue.JdbcLocations;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shop whose people edit its stock too: what they do counts, and its own orders are no edits. */
class TwoWayIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ChannelRig rig;
  private Reconciling runs;
  private Account magento;
  private Listing mug;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261129);
    runs = new Reconciling(rig, "magento");
    rig.stock("MUG", 20);
    magento =
        rig.connect(
            "magento", Magento.withToken("secret"), "magento", Map.of("access_token", "secret"));
    mug = magento.shop().list(Item.of("MUG"), 0);
    rig.run();
    runs.setPolicy(new DriftPolicy(Action.ACCEPT, Action.PUSH, Action.ASK, 10, 5));
    reconcile();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void anEditCountsBesideOpenOrders() throws InterruptedException {
    magento.shop().sell(mug.id(), 4).orElseThrow();
    poll();
    assertThat(desired()).as("four are promised, and still there").isEqualTo(20);

    magento.shop().edit(mug.id(), 25);
    reconcile();
    assertThat(desired()).isEqualTo(25);
    assertThat(there().quantity()).isEqualTo(25);
    assertThat(sellable()).isEqualTo(21);
  }

  /** The shop takes whatever it is told: it is read before. */
  @Test
  void anEditIsNotToldOverByWhatWasSoldElsewhere() throws InterruptedException {
    magento.shop().edit(mug.id(), 25);
    rig.shop.pass(Duration.ofSeconds(10));
    rig.record(Reason.DAMAGE, "MUG", 1);
    rig.run();
    poll();

    assertThat(desired()).as("twenty, five that were found, one that broke").isEqualTo(24);
    assertThat(there().quantity()).isEqualTo(24);
  }

  /** As many as are told together: one by one would take a call for each. */
  @Test
  void manyAreReadTogetherBeforeTheyAreTold() throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      rig.stock("CUP-" + i, 20);
      magento.shop().list(Item.of("CUP-" + i), 0);
    }
    reconcile(); // reads them, and tells them what there is
    reconcile(); // sees that
    long before = reads();
    for (int i = 0; i < 40; i++) {
      rig.record(Reason.DAMAGE, "CUP-" + i, 1);
    }
    rig.run();

    assertThat(magento.shop().listings()).filteredOn(one -> one.quantity() == 19).hasSize(40);
    assertThat(reads() - before).as("products and numbers, for twenty at a time").isEqualTo(4 + 2);
  }

  /** Calls that read listings; a push looks its products up too. */
  private long reads() {
    return rig.accounts.calls(rig.shop.seller(), rig.account("magento").channel(), 2).stream()
        .filter(of -> of.purpose() == Purpose.LISTING_READ)
        .mapToLong(CallCount::calls)
        .sum();
  }

  @Test
  void aShipmentIsNoEdit() throws InterruptedException {
    Order order = magento.shop().sell(mug.id(), 4).orElseThrow();
    poll();
    magento.shop().ship(order.id());
    Reconciliation run = reconcile();

    assertThat(run.counts().differing()).isZero();
    assertThat(desired()).isEqualTo(16);
    assertThat(there().quantity()).isEqualTo(16);
  }

  /** Amid shipments it cannot be told from a shipment that is not taken off: a person is asked. */
  @Test
  void anEditAmidShipmentsIsWhatTheyLeaveOfADifference() throws InterruptedException {
    rig.shop.pass(Duration.ofMinutes(1));
    Order order = magento.shop().sell(mug.id(), 4).orElseThrow();
    poll();
    magento.shop().ship(order.id());
    magento.shop().edit(mug.id(), 18); // sixteen, and two that were found
    Reconciliation run = reconcile();

    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.cause()).isEqualTo(Drift.UNKNOWN);
              assertThat(one.believed()).isEqualTo(16);
              assertThat(one.observed()).isEqualTo(18);
            });
    accept(run, null);
    reconcile();
    assertThat(desired()).isEqualTo(18);
    assertThat(there().quantity()).isEqualTo(18);
  }

  /** A source is one location; of several it cannot be told which changed. */
  @Test
  void asksWhichLocationWhereItSellsSeveral() throws InterruptedException {
    rig.shop.location("annex");
    magento.shop().edit(mug.id(), 22);
    Reconciliation run = reconcile();

    assertThat(desired()).isEqualTo(20);
    assertThat(runs.only(run))
        .satisfies(
            one -> {
              assertThat(one.action()).isEqualTo(Action.ASK);
              assertThat(one.notes()).contains("several locations");
            });

    LocationId annex =
        new JdbcLocations(rig.shop.transactions())
            .find(rig.shop.seller(), LocationRef.code("annex"))
            .orElseThrow()
            .id();
    accept(run, annex);
    rig.run();
    assertThat(desired()).isEqualTo(22);
    assertThat(there().quantity()).isEqualTo(22);
    assertThat(runs.only(run).movement()).isNotNull();
  }

  private void accept(Reconciliation run, @Nullable LocationId location) {
    rig.reconciliations.decide(
        rig.shop.seller(),
        new Reconciliations.Decision(
            null,
            null,
            runs.only(run).id(),
            Action.ACCEPT,
            location,
            "tester",
            rig.shop.clock().instant()));
    rig.reconciler().follow(rig.account("magento"));
  }

  private Reconciliation reconcile() throws InterruptedException {
    rig.shop.pass(Duration.ofMinutes(1));
    Reconciliation run = runs.run();
    rig.tellListings("MUG");
    rig.run();
    return runs.found(run);
  }

  private void poll() throws InterruptedException {
    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
    rig.tellListings("MUG");
    rig.run();
  }

  private long desired() {
    return Objects.requireNonNull(rig.listing("magento", "MUG").desired()).quantity();
  }

  private Listing there() {
    return magento.shop().find(mug.id()).orElseThrow();
  }

  private long sellable() {
    return there().quantity() - there().held();
  }
}
