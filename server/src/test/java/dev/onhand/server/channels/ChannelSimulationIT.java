package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.store.testing.TestDatabase;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of channels whose calls fail and whose workers die: once it is calm, listings
 * show what they should, and each order is held once. {@code -Donhand.channels.seeds=300} runs
 * more, {@code -Donhand.channels.seed=17} only that one.
 */
class ChannelSimulationIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final int SEEDS = 15;

  static LongStream seeds() {
    Long only = Long.getLong("onhand.channels.seed");
    return only != null
        ? LongStream.of(only)
        : LongStream.rangeClosed(1, Integer.getInteger("onhand.channels.seeds", SEEDS));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithinMinutesWhenCallsFailAndWorkersDie(long seed) throws InterruptedException {
    agrees(seed, true);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithinHoursWhenPeopleMeddleAndChannelsLie(long seed) throws InterruptedException {
    agrees(seed, false);
  }

  private static void agrees(long seed, boolean isStrict) throws InterruptedException {
    try (ChannelSimulation simulation = new ChannelSimulation(DATABASE, seed, isStrict)) {
      simulation.run();

      assertThat(simulation.differences()).as("seed %d\n%s", seed, simulation.story()).isEmpty();
    }
  }

  @Test
  void happensTheSameAgainWithTheSameSeed() throws InterruptedException {
    assertThat(journal(4711)).isEqualTo(journal(4711));
  }

  private static String journal(long seed) throws InterruptedException {
    try (ChannelSimulation simulation = new ChannelSimulation(DATABASE, seed, true)) {
      simulation.run();
      return simulation.journal();
    }
  }
}
