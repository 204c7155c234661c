package dev.onhand.engine.ledger;

import java.util.concurrent.CompletableFuture;

/** A ledger that also takes work which it plans inside its own transaction. */
public interface PlanningLedger extends Ledger {

  /**
   * Hands in work to be planned and recorded.
   *
   * @return the answer of the plan, once it is durable. It fails as {@link #submit(
   *     dev.onhand.engine.ledger.CommandList)}, and with {@link PlanRefusedException} if the books
   *     refuse what was planned
   */
  <S, R> CompletableFuture<R> submit(Planning<S, R> planning);
}
