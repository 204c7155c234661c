package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.testing.LedgerScript;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.VersionCheck;
import dev.onhand.engine.simulation.ModelRun;
import dev.onhand.engine.simulation.Seeds;
import dev.onhand.engine.simulation.Shrinker;
import dev.onhand.engine.simulation.Step;
import dev.onhand.engine.simulation.StepGenerator;
import dev.onhand.engine.testing.LedgerFixture.Edit;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Runs of random steps of three sellers, batched at random, on the committer stepped by hand: each
 * outcome must be the model's, and the same seed must leave the same trace.
 */
class SteppedSimulationIT {

  private static final int SEEDS = 8;
  private static final int COMMANDS = 500;
  private static final int SELLERS = 3;
  private static final int LISTS_PER_BATCH_MAX = 12;
  private static final int SHRINK_TRIES_MAX = 200;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  /** Steps of different sellers that are handed in before the committer is stepped once. */
  private record Round(List<Step> steps) {}

  @Test
  void doesWhatTheModelSays() {
    Seeds.upTo(SEEDS).forEach(SteppedSimulationIT::run);
  }

  private static void run(long seed) {
    List<Round> rounds = rounds(seed);
    difference(rounds, DATABASE)
        .ifPresent(
            difference -> {
              List<Round> few =
                  Shrinker.shrink(
                      rounds, some -> difference(some, DATABASE).isPresent(), SHRINK_TRIES_MAX);
              throw new AssertionError(
                  "seed %d fails: %s%nagain: %s%nit fails with these rounds:%n%s"
                      .formatted(
                          seed,
                          difference,
                          Seeds.again(SteppedSimulationIT.class, "store", seed),
                          few.stream().map(Round::toString).collect(Collectors.joining("\n"))));
            });
  }

  private static List<Round> rounds(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Step> steps = new StepGenerator(seed, "k").steps(COMMANDS);
    List<Round> rounds = new ArrayList<>();
    for (int from = 0; from < steps.size(); ) {
      int to = Math.min(steps.size(), from + 1 + random.nextInt(LISTS_PER_BATCH_MAX));
      rounds.add(new Round(steps.subList(from, to)));
      from = to;
    }
    return rounds;
  }

  private static Optional<String> difference(List<Round> rounds, TestDatabase database) {
    try (Simulation simulation = new Simulation(database)) {
      rounds.forEach(simulation::act);
      simulation.end();
      return Optional.empty();
    } catch (ModelRun.Difference difference) {
      return Optional.of(difference.getMessage());
    }
  }

  @Test
  void leavesTheSameTraceForTheSameSeed() {
    String first = trace(4711);
    assertThat(first).hasSize(64);
    assertThat(trace(4711)).isEqualTo(first);
    assertThat(trace(4712)).isNotEqualTo(first);
  }

  private static String trace(long seed) {
    try (TestDatabase fresh = TestDatabase.create();
        Simulation simulation = new Simulation(fresh)) {
      rounds(seed).forEach(simulation::act);
      return simulation.end();
    }
  }

  /** One run: three sellers with a model each, and one committer. */
  private static final class Simulation implements AutoCloseable {

    private final TestDatabase database;
    private final Committer committer;
    private final List<DatabaseSeller> sellers = new ArrayList<>();
    private final List<ModelRun> models = new ArrayList<>();
    private final MessageDigest trace;

    Simulation(TestDatabase database) {
      this.database = database;
      TestTables.create(database);
      this.committer =
          Committer.singleThreaded(
              database.database().app(), TestTables.WRITERS, () -> LedgerScript.NOW);
      for (int i = 0; i < SELLERS; i++) {
        DatabaseSeller seller =
            DatabaseSeller.add(
                database.database().platform(), database.database().app(), committer);
        sellers.add(seller);
        models.add(new ModelRun(seller));
      }
      try {
        this.trace = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    private record Pending(
        Step step,
        int seller,
        List<Command> commands,
        Map<Integer, Long> versions,
        CompletableFuture<List<Outcome>> answer) {}

    void act(Round round) {
      List<Step> steps = round.steps();
      for (int i = 0; i < steps.size(); i++) {
        models.get(seller(steps.get(i))).prepare(steps.get(i));
      }
      List<Pending> pending = steps.stream().map(this::submit).toList();
      step();
      for (int seller = 0; seller < SELLERS; seller++) {
        for (Pending one : pending) {
          if (one.seller() == seller) {
            compare(one);
          }
        }
      }
    }

    private static int seller(Step step) {
      return Math.floorMod(step.wishes().getFirst().key().hashCode(), SELLERS);
    }

    private Pending submit(Step step) {
      int number = seller(step);
      ModelRun model = models.get(number);
      List<Command> commands = model.commands(step);
      Map<Integer, Long> versions = model.versions(step);
      List<VersionCheck> checks = new ArrayList<>();
      List<Edit> edits = new ArrayList<>();
      versions.forEach(
          (product, version) -> {
            checks.add(
                new VersionCheck(
                    VersionCheck.Table.PRODUCT, model.product(product).value(), version));
            edits.add(new Edit(model.product(product)));
          });
      CommandList list =
          step.atomic()
              ? CommandList.allOrNone(sellers.get(number).id(), commands)
              : CommandList.each(sellers.get(number).id(), commands);
      return new Pending(
          step,
          number,
          commands,
          versions,
          committer.submit(list.with(checks).with(outcomes -> List.copyOf(edits))));
    }

    private void step() {
      try {
        assertThat(committer.step()).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private void compare(Pending pending) {
      List<Outcome> outcomes = pending.answer().getNow(List.of());
      ModelRun model = models.get(pending.seller());
      note(outcomes.toString());
      if (model.compare(pending.step(), pending.commands(), pending.versions(), outcomes)) {
        pending.versions().keySet().forEach(model::edited);
      }
    }

    private void note(String text) {
      trace.update(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Looks at all that was written; gives the hash of all that happened. */
    String end() {
      for (int number = 0; number < SELLERS; number++) {
        models.get(number).compareStock();
        note(sellers.get(number).movements().toString());
        try (Connection connection = database.superuser()) {
          assertThat(LedgerInvariants.violations(connection, sellers.get(number).id())).isEmpty();
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
      return HexFormat.of().formatHex(trace.digest());
    }

    @Override
    public void close() {
      committer.close();
    }
  }
}
