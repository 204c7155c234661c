package dev.onhand.engine.simulation.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.order.Order;
import dev.onhand.core.testing.LedgerScript;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Planning;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.OrderPlanning;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.simulation.Seeds;
import dev.onhand.engine.simulation.Shrinker;
import dev.onhand.engine.testing.InMemoryOrderFixture;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Lives of orders, each state of them delivered 1 to 5 times in disorder by 16 importers who crash,
 * while stock comes and goes: single-stepped through the real use cases on the ledger in memory,
 * and compared with the model.
 */
class OrderSimulationTest {

  private static final int SEEDS = 2_000;
  private static final int SHRINK_TRIES_MAX = 2_000;

  @Test
  void endsAsTheModelSaysWhereThereIsEnough() {
    runAll(false);
  }

  @Test
  void neverOversellsAndEndsTheSameOnceThereIsEnough() {
    runAll(true);
  }

  private static void runAll(boolean isScarce) {
    Set<Happening> seen = EnumSet.noneOf(Happening.class);
    Seeds.upTo(SEEDS).forEach(seed -> run(seed, isScarce, seen::add));
    if (Seeds.areAll(SEEDS)) {
      Set<Happening> due = EnumSet.allOf(Happening.class);
      if (!isScarce) {
        due.removeAll(SCARCE_ONLY);
      }
      assertThat(seen).as("what the seeds met").containsAll(due);
    }
  }

  private static final Set<Happening> SCARCE_ONLY =
      EnumSet.of(
          Happening.RESERVED_ELSEWHERE,
          Happening.WAITED_FOR_STOCK,
          Happening.SHIPPED_WHAT_WAS_NOT_THERE,
          Happening.REFUSED_AS_A_WHOLE,
          Happening.REFUSED_BY_THE_BOOKS);

  private static void run(long seed, boolean isScarce, Consumer<Happening> seen) {
    OrderScript script = OrderScript.of(seed, isScarce, LedgerScript.NOW, seen);
    Optional<String> clean = difference(script, script.clean(), UnaryOperator.identity(), seen);
    if (clean.isPresent()) {
      throw failure(script, script.clean(), "delivered once and in order");
    }
    if (difference(script, script.steps(), UnaryOperator.identity(), seen).isPresent()) {
      throw failure(script, script.steps(), "delivered in disorder");
    }
  }

  private static AssertionError failure(OrderScript script, List<OrderStep> steps, String how) {
    List<OrderStep> few =
        Shrinker.shrink(
            steps,
            some -> difference(script, some, UnaryOperator.identity(), happening -> {}).isPresent(),
            SHRINK_TRIES_MAX);
    return new AssertionError(
        "seed %d fails when %s%s; again: %s%n%s%nit fails with these %d steps:%n%s%n%s"
            .formatted(
                script.seed(),
                how,
                script.isScarce() ? ", of scarce stock" : "",
                Seeds.again(OrderSimulationTest.class, "engine", script.seed()),
                script.sourcing(),
                few.size(),
                few.stream().map(OrderStep::toString).collect(Collectors.joining("\n")),
                difference(script, few, UnaryOperator.identity(), happening -> {}).orElse("")));
  }

  /** How a run ends otherwise than it must; empty: it ends well. */
  private static Optional<String> difference(
      OrderScript script,
      List<OrderStep> steps,
      UnaryOperator<PlanningLedger> before,
      Consumer<Happening> seen) {
    try (InMemoryOrderFixture shop = new InMemoryOrderFixture()) {
      OrderRun run = new OrderRun(script, shop, before.apply(shop.ledger()), seen);
      Watch watch = new Watch(shop, seen);
      for (OrderStep step : steps) {
        run.take(step);
        watch.look();
      }
      run.finish();
      watch.look();
      return run.difference();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  /**
   * A run must be able to fail: here is a ledger that says of the fifth delivery that it is done,
   * and never does it.
   */
  @Test
  void findsALedgerThatAcknowledgesWhatItDidNotDo() {
    List<String> found = new ArrayList<>();
    for (long seed = 1; seed <= 20; seed++) {
      OrderScript script = OrderScript.of(seed, false, LedgerScript.NOW, happening -> {});
      difference(script, script.clean(), Forgetful::new, happening -> {}).ifPresent(found::add);
    }
    assertThat(found).hasSizeGreaterThan(15);
  }

  private static final class Forgetful implements PlanningLedger {

    private final PlanningLedger honest;
    private int deliveries;

    Forgetful(PlanningLedger honest) {
      this.honest = honest;
    }

    @Override
    public <S, R> List<CompletableFuture<R>> submitAll(List<? extends Planning<S, R>> plannings) {
      return plannings.stream().map(this::answer).toList();
    }

    private <S, R> CompletableFuture<R> answer(Planning<S, R> planning) {
      return ++deliveries == 5 && planning instanceof OrderPlanning delivery
          ? CompletableFuture.completedFuture(Forgetful.<R>said(delivery))
          : honest.submit(planning);
    }

    /** As if it had been done. */
    @SuppressWarnings("unchecked")
    private static <R> R said(OrderPlanning delivery) {
      LogEntry.UnitsMoved nothing = new LogEntry.UnitsMoved(0, 0, 0, 0, 0, 0);
      return (R) new OrderResult(1, Order.unseen(delivery.name()), null, nothing, Map.of());
    }

    @Override
    public CompletableFuture<List<Outcome>> submit(CommandList list) {
      return honest.submit(list);
    }

    @Override
    public CompletableFuture<List<Outcome>> preview(CommandList list) {
      return honest.preview(list);
    }
  }

  @Test
  void makesTheSameOfTheSameSeed() {
    assertThat(OrderScript.of(7, true, LedgerScript.NOW, happening -> {}))
        .isEqualTo(OrderScript.of(7, true, LedgerScript.NOW, happening -> {}))
        .isNotEqualTo(OrderScript.of(8, true, LedgerScript.NOW, happening -> {}));
  }
}
