package dev.onhand.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.testing.LedgerScript;
import dev.onhand.core.testing.TestSeller;
import dev.onhand.engine.testing.InMemoryLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Runs of random steps on the ledger in memory, against the model. */
class LedgerSimulationTest {

  private static final int SEEDS = 200;
  private static final int COMMANDS = 2_000;
  private static final int SHRINK_TRIES_MAX = 2_000;

  private static TestSeller newSeller() {
    return new InMemoryLedger(() -> LedgerScript.NOW).firstSeller();
  }

  @Test
  void doesWhatTheModelSays() {
    Map<String, Integer> outcomes = new TreeMap<>();
    Seeds.upTo(SEEDS)
        .forEach(
            seed ->
                run(seed, LedgerSimulationTest::newSeller)
                    .forEach((code, count) -> outcomes.merge(code, count, Integer::sum)));
    assertThat(outcomes.keySet()).containsAll(ALL_CODES);
  }

  /** Every outcome there is, in the order of precedence. */
  private static final List<String> ALL_CODES =
      List.of(
          "recorded",
          "already_recorded",
          "unchanged",
          "key_used_differently",
          "stale_version",
          "occurred_in_future",
          "unknown_product",
          "unknown_location",
          "unknown_movement",
          "placeholder_product",
          "same_location",
          "not_reversible",
          "already_reversed",
          "stale_quantity",
          "limit_exceeded",
          "insufficient_stock",
          "list_refused");

  private static Map<String, Integer> run(long seed, Supplier<TestSeller> sellers) {
    List<Step> steps = new StepGenerator(seed, "k").steps(COMMANDS);
    try {
      return new ModelRun(sellers.get()).run(steps).outcomes();
    } catch (ModelRun.Difference difference) {
      throw failure(seed, steps, sellers);
    }
  }

  private static AssertionError failure(long seed, List<Step> steps, Supplier<TestSeller> sellers) {
    List<Step> few =
        Shrinker.shrink(steps, some -> difference(some, sellers).isPresent(), SHRINK_TRIES_MAX);
    return new AssertionError(
        "seed %d fails; again: %s%nit fails with these %d steps:%n%s%n%s"
            .formatted(
                seed,
                Seeds.again(LedgerSimulationTest.class, "engine", seed),
                few.size(),
                few.stream().map(Step::toString).collect(Collectors.joining("\n")),
                difference(few, sellers).orElse("")));
  }

  private static Optional<String> difference(List<Step> steps, Supplier<TestSeller> sellers) {
    try {
      ModelRun unused = new ModelRun(sellers.get()).run(steps);
      return Optional.empty();
    } catch (ModelRun.Difference difference) {
      return Optional.of(difference.getMessage());
    }
  }

  /**
   * A run must be able to fail: here is a ledger that forgets, after a while, that a key was used.
   */
  @Test
  void findsALedgerThatForgetsAndSaysSoInAFewSteps() {
    List<Step> steps = new StepGenerator(1, "k").steps(COMMANDS);
    Supplier<TestSeller> forgetful = () -> new Forgetful(newSeller());
    assertThat(difference(steps, forgetful)).isPresent();
    List<Step> few =
        Shrinker.shrink(steps, some -> difference(some, forgetful).isPresent(), SHRINK_TRIES_MAX);
    assertThat(difference(few, forgetful)).isPresent();
    assertThat(few).hasSizeLessThanOrEqualTo(3);
  }

  /** Answers a repeated sale that it was refused for want of stock. */
  private record Forgetful(TestSeller honest) implements TestSeller {

    @Override
    public List<Outcome> submit(
        List<Command> commands, boolean atomic, Map<ProductId, Long> versions) {
      Map<Command, Outcome> lies = new HashMap<>();
      List<Outcome> outcomes = honest.submit(commands, atomic, versions);
      for (int i = 0; i < commands.size(); i++) {
        if (outcomes.get(i) instanceof Outcome.AlreadyRecorded known
            && known.movement().reason() == dev.onhand.core.ledger.Reason.SALE) {
          lies.put(commands.get(i), new Outcome.UnknownProduct(known.movement().product()));
        }
      }
      return java.util.stream.IntStream.range(0, commands.size())
          .mapToObj(i -> lies.getOrDefault(commands.get(i), outcomes.get(i)))
          .toList();
    }

    @Override
    public ProductId addProduct(String sku, Stocked.Tracking tracking, Long floor) {
      return honest.addProduct(sku, tracking, floor);
    }

    @Override
    public LocationId addLocation(String code) {
      return honest.addLocation(code);
    }

    @Override
    public void setFloor(ProductId product, LocationId location, Long floor) {
      honest.setFloor(product, location, floor);
    }

    @Override
    public void rename(ProductId product, String sku) {
      honest.rename(product, sku);
    }

    @Override
    public void edit(ProductId product) {
      honest.edit(product);
    }

    @Override
    public Level level(ProductId product, LocationId location) {
      return honest.level(product, location);
    }
  }

  @Test
  void drawsTheSameStepsFromTheSameSeed() {
    assertThat(new StepGenerator(7, "k").steps(500))
        .isEqualTo(new StepGenerator(7, "k").steps(500))
        .isNotEqualTo(new StepGenerator(8, "k").steps(500));
  }
}
