package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.ledger.Planning;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work on its way that is planned in the batch it comes into, and what was planned for it last.
 *
 * <p>Not safe for use by several threads: one lane has it at a time.
 */
final class Planned<S, R> {

  private final Planning<S, R> planning;
  private Planning.@Nullable Plan<S, R> plan;

  Planned(Planning<S, R> planning) {
    this.planning = planning;
  }

  Planning<S, R> planning() {
    return planning;
  }

  Planning.Plan<S, R> plan(S state, Books books, Instant now) {
    Planning.Plan<S, R> made = planning.plan(state, books, now);
    plan = made;
    return made;
  }

  /**
   * What the caller is told once the plan is durable.
   *
   * @throws PlanRefusedException if the books refused it
   */
  R answer(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Refused refused && !(outcome instanceof Outcome.ListRefused)) {
        throw new PlanRefusedException(refused);
      }
    }
    if (plan == null) {
      throw new IllegalStateException("answered before it was planned");
    }
    boolean isRepeated =
        !outcomes.isEmpty()
            && outcomes.stream().allMatch(Outcome.AlreadyRecorded.class::isInstance);
    return planning.answer(plan.answer(), isRepeated);
  }
}
