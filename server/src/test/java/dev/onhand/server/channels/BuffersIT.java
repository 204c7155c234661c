package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.buffers.BufferTuner;
import dev.onhand.engine.buffers.BufferTuner.Proposals;
import dev.onhand.engine.buffers.TunedBuffer;
import dev.onhand.engine.buffers.Tuning;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.whatif.Past;
import dev.onhand.engine.whatif.WhatIf;
import dev.onhand.model.Sku;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.store.catalogue.JdbcLocations;
import dev.onhand.store.channels.JdbcBuffers;
import dev.onhand.store.orders.JdbcChannels;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.whatif.JdbcPast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A phone that sells on one channel, so that the other is told of each sale two minutes later. */
class BuffersIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Map<String, String> SETTINGS =
      Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example");
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static final Tuning TWO_DAYS = new Tuning(true, 0.001, 2, null);
  private static final int SOLD = 25;

  private ChannelRig rig;
  private Account sells;
  private Account told;
  private Listing here;
  private Listing there;
  private BufferTuner tuner;
  private Past past;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261128);
    rig.stock("PHONE", 100);
    rig.stock("CABLE", 10);
    sells = rig.connect("sells", BackMarket.withToken("secret"), "backmarket", SETTINGS);
    told = rig.connect("told", BackMarket.withToken("secret"), "backmarket", SETTINGS);
    here = sells.shop().list(dev.onhand.sandbox.shop.Item.of("PHONE"), 100);
    there = told.shop().list(dev.onhand.sandbox.shop.Item.of("PHONE"), 100);
    told.shop().list(dev.onhand.sandbox.shop.Item.of("CABLE"), 10);
    rig.run();
    past = new JdbcPast(rig.shop.transactions());
    tuner =
        new BufferTuner(
            new JdbcBuffers(rig.shop.transactions()),
            past,
            new WhatIf(
                past,
                new JdbcChannels(rig.shop.transactions()),
                rig.accounts,
                rig.connectors(rig.accounts),
                rig.rules,
                new JdbcLocations(rig.shop.transactions())),
            rig.listings,
            rig.shop.clock());
    sell(SOLD);
    rig.shop.pass(Duration.ofDays(1));
    sell(SOLD);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void sell(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      rig.shop.pass(Duration.ofSeconds(10)); // else it may be in what was read of it last
      sells.shop().sell(here.id(), 1).orElseThrow();
      rig.shop.pass(EVERY);
      rig.run();
      rig.tellListings("PHONE");
      rig.run();
    }
  }

  private int shown() throws InterruptedException {
    rig.shop.pass(EVERY);
    rig.run();
    return told.shop().find(there.id()).orElseThrow().quantity();
  }

  /** Of years ago, by a file: it says nothing of how things sell and of how long that takes. */
  private void importOldOrder() throws InterruptedException {
    deliver("1", "PHONE", 3, Instant.parse("2011-02-01T10:00:00Z"));
    rig.tellListings("PHONE");
    rig.run();
  }

  /** Of a channel that is none of the two. */
  private void deliver(String id, String sku, int units, Instant then) {
    OrderSnapshot snapshot =
        new OrderSnapshot(
            "processing",
            new Freshness(then, null, rig.shop.clock().instant()),
            List.of(new OrderSnapshot.Line("1", Item.of(new Sku(sku)), units, 0, 0, 0, null, null)),
            null,
            null,
            0);
    new JdbcChannels(rig.shop.transactions())
        .put(rig.shop.seller(), "old", ChannelData.usual("old"), edit());
    rig.orders.deliver(rig.shop.seller(), new Order.Name("old", id), snapshot, "import").join();
  }

  private Edit edit() {
    return new Edit("tester", rig.shop.clock().instant(), null);
  }

  /** From the sale until the channel had answered the push that tells of it. */
  @Test
  void measuresHowLongANumberTakes() throws InterruptedException {
    importOldOrder();

    Past.Lag lag =
        past.lag(
            rig.shop.seller(),
            rig.account("told").channel(),
            rig.shop.clock().instant().minus(Duration.ofDays(2)));

    assertThat(lag.pushes()).as("not of what was imported").isEqualTo(2 * SOLD);
    assertThat(lag.p50()).isBetween(EVERY, EVERY.plusSeconds(5));
    assertThat(lag.p99()).isBetween(EVERY, EVERY.plusSeconds(5));
  }

  /** What the channel sells itself it takes off, and a cable in two days is no reason. */
  @Test
  void proposesWhatSellsElsewhereMeanwhile() throws InterruptedException {
    importOldOrder();
    for (int i = 0; i < 5; i++) {
      rig.shop.pass(EVERY);
      told.shop().sell(there.id(), 1).orElseThrow();
      rig.run();
    }
    deliver("2", "CABLE", 1, rig.shop.clock().instant());
    rig.shop.pass(EVERY);
    rig.run();

    Proposals proposals = tuner.propose(rig.account("told"), TWO_DAYS);

    assertThat(proposals.obstacle()).isNull();
    assertThat(proposals.buffers()).hasSize(1);
    TunedBuffer phone = proposals.buffers().getFirst();
    assertThat(phone.sku()).isEqualTo("PHONE");
    assertThat(phone.soldLines()).isEqualTo(2 * SOLD);
    assertThat(phone.proposal().buffer()).isEqualTo(1);
    assertThat(phone.proposal().chance()).isLessThan(0.001);
    assertThat(phone.reason()).contains("50 lines with 50 units", "with 1 kept back");

    Proposals ofTheOther = tuner.propose(rig.account("sells"), TWO_DAYS);
    assertThat(ofTheOther.buffers()).as("too little is measured").isEmpty();
    assertThat(ofTheOther.obstacle()).contains("is known after 20 pushes");
  }

  @Test
  void triesItOnTheHalfThatItWasNotTunedBy() {
    BufferTuner.Trial trial = tuner.tryOut(rig.account("told"), TWO_DAYS);

    assertThat(trial.buffers()).isEqualTo(1);
    assertThat(trial.replayed().isReproduced()).as(trial.replayed().examples().toString()).isTrue();
    assertThat(trial.replayed().unchanged().withheldUnitDays()).isZero();
    assertThat(trial.replayed().changed().withheldUnitDays()).isPositive();
    assertThat(trial.assumptions().toString())
        .contains("Listings of told show a number after", "as one of a hundred of 25 pushes");
  }

  @Test
  void keepsBackWhatIsTunedWhileItIsOn() throws InterruptedException {
    assertThat(tuner.tune(rig.account("told"), "tester")).as("off unless switched on").isFalse();
    assertThat(shown()).isEqualTo(50);

    tuner.set(rig.account("told"), TWO_DAYS, edit());
    assertThat(shown()).isEqualTo(49);
    assertThat(rig.rules.reckon(rig.shop.seller(), rig.listing("told", "PHONE").id()).orElseThrow())
        .satisfies(
            reckoning ->
                assertThat(reckoning.steps().toString()).contains("TUNED_BUFFER, left=49"));
    assertThat(tuner.tuned(rig.account("told"))).hasSize(1);

    rig.shop.pass(Duration.ofDays(3));
    assertThat(tuner.tune(rig.account("told"), "tester")).as("nothing is measured").isFalse();
    assertThat(shown()).isEqualTo(49);

    tuner.set(rig.account("told"), new Tuning(false, 0.001, 2, null), edit());
    assertThat(shown()).isEqualTo(50);
    assertThat(tuner.tuned(rig.account("told"))).isEmpty();
  }
}
