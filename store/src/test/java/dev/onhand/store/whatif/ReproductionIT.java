package dev.onhand.store.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.replay.Replay;
import dev.onhand.core.replay.Replayed;
import dev.onhand.core.replay.Setup;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.orders.Channel;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.simulation.Seeds;
import dev.onhand.engine.simulation.orders.OrderRun;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.orders.JdbcChannels;
import dev.onhand.store.orders.JdbcOrderStates;
import dev.onhand.store.testing.JdbcOrderFixture;
import dev.onhand.store.testing.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lives of orders through the real committer, and then again from the journal they left: with the
 * settings as they are the replay is what happened. Replay one with {@code -Donhand.seed=N}.
 */
class ReproductionIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int SEEDS = 40;

  /** Where the log does not tell which of several lines waits, the replay may be another. */
  private static final int UNSURE_MAX = 4;

  private static final AtomicInteger REPRODUCED = new AtomicInteger();

  @AfterAll
  static void nearlyAllIsKnown() {
    if (Seeds.areAll(SEEDS)) {
      assertThat(REPRODUCED).hasValueGreaterThanOrEqualTo(SEEDS - UNSURE_MAX);
    }
  }

  static LongStream seeds() {
    return Seeds.upTo(SEEDS);
  }

  @ParameterizedTest(name = "-Donhand.seed={0}")
  @MethodSource("seeds")
  void isWhatHappened(long seed) {
    try (JdbcOrderFixture shop = new JdbcOrderFixture(DATABASE, 2)) {
      OrderRun run = OrderRun.of(seed, seed % 2 == 0, shop, seen -> {});
      run.steps().forEach(Runnable::run);
      run.finish();
      Replayed replayed = replay(shop);
      assertThat(replayed.movements()).isPositive();
      assertThat(replayed.steps()).isPositive();
      if (replayed.unsure() == 0) {
        assertThat(replayed.examples()).isEmpty();
      }
      if (replayed.isReproduced()) {
        REPRODUCED.incrementAndGet();
      }
      assertThat(replayed.changed()).isEqualTo(replayed.unchanged());
    }
  }

  /** What is decided one after the other in one commit is told so, also where nothing moved. */
  @Test
  void isWhatHappenedWhereOneCommitHasOrdersAndGoodsThatCame() throws Exception {
    try (JdbcOrderFixture shop = new JdbcOrderFixture(DATABASE, 1)) {
      shop.location("berlin");
      shop.product("TEE", Stocked.Tracking.TRACKED, null);
      try (Committer committer =
          Committer.singleThreaded(
              DATABASE.database().app(), List.of(new JdbcOrderStates()), shop.shop().clock())) {
        CompletableFuture<OrderResult> early = order(committer, shop, "early");
        CompletableFuture<List<Outcome>> came =
            committer.submit(
                CommandList.each(
                    shop.seller(), List.of(shop.shop().move("TEE", Reason.PURCHASE, 5, "berlin"))));
        CompletableFuture<OrderResult> late = order(committer, shop, "late");
        committer.step();
        assertThat(early.join().moved().reserved()).isZero();
        assertThat(came).isCompleted();
        assertThat(late.join().moved().reserved()).as("what is left to the early one").isEqualTo(2);
      }
      assertThat(replay(shop).examples()).isEmpty();
    }
  }

  private static CompletableFuture<OrderResult> order(
      Committer committer, JdbcOrderFixture shop, String name) {
    OrderSnapshot snapshot =
        OrderSnapshot.of(
            "processing",
            new Freshness(null, 1L, shop.now()),
            List.of(OrderSnapshot.Line.of("1", "TEE", 3)));
    return new Orders(committer)
        .deliver(shop.seller(), new Order.Name("web", name), snapshot, "tester");
  }

  private static Replayed replay(JdbcOrderFixture shop) {
    Setup setup = setup(shop);
    return new JdbcPast(shop.shop().transactions())
        .tell(
            shop.seller(),
            Instant.EPOCH,
            shop.now().plusSeconds(1),
            start -> new Replay(start, setup, setup));
  }

  static Setup setup(JdbcOrderFixture shop) {
    Map<String, Setup.Channel> channels = new HashMap<>();
    for (ChannelSetup one : new JdbcChannels(shop.shop().transactions()).list(shop.seller())) {
      Channel channel = one.channel();
      channels.put(
          channel.code(),
          new Setup.Channel(channel.code(), channel.rules().sourcing(), null, ListingRule.NONE));
    }
    return new Setup(channels);
  }
}
