package dev.onhand.engine.ledger;

import dev.onhand.core.ledger.Outcome;
import java.util.List;
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
  default <S, R> CompletableFuture<R> submit(Planning<S, R> planning) {
    return submitAll(List.of(planning)).getFirst();
  }

  /**
   * Hands in several, each with an answer of its own as {@link #submit(Planning)} gives it. As many
   * of them as fit into one commit are decided in this order, with nothing in between.
   */
  <S, R> List<CompletableFuture<R>> submitAll(List<? extends Planning<S, R>> plannings);

  /**
   * What work would come to.
   *
   * @param outcomes of the commands that were planned; of those recorded the ids mean nothing
   */
  record Preview<R>(R answer, List<Outcome> outcomes) {}

  /** Plans work and decides what it planned as if it were handed in, and keeps nothing of it. */
  default <S, R> CompletableFuture<Preview<R>> preview(Planning<S, R> planning) {
    throw new UnsupportedOperationException("this ledger previews nothing that it plans");
  }
}
