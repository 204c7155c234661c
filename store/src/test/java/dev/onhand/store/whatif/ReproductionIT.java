package dev.onhand.store.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.replay.Replay;
import dev.onhand.core.replay.Replayed;
import dev.onhand.core.replay.Setup;
import dev.onhand.engine.orders.Channel;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.simulation.Seeds;
import dev.onhand.engine.simulation.orders.OrderRun;
import dev.onhand.store.orders.JdbcChannels;
import dev.onhand.store.testing.JdbcOrderFixture;
import dev.onhand.store.testing.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
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
      Setup setup = setup(shop);
      Replayed replayed =
          new JdbcPast(shop.shop().transactions())
              .tell(
                  shop.seller(),
                  Instant.EPOCH,
                  shop.now().plusSeconds(1),
                  start -> new Replay(start, setup, setup));
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
