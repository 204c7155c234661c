package dev.onhand.engine.ledger;

import dev.onhand.core.ledger.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where commands become movements. One implementation commits to PostgreSQL; another keeps all in
 * memory, for tests.
 */
public interface Ledger {

  /**
   * Hands in a list of commands of one seller. It is decided as one, in one transaction, against
   * all that was committed before.
   *
   * @return the outcomes in the order of the commands, once they are durable. It fails with {@link
   *     LedgerBusyException} when too much is waiting (nothing was recorded: try again), or {@link
   *     LedgerUnavailableException} when the database cannot be reached; then each command may or
   *     may not have been recorded, and the same keys find out
   */
  CompletableFuture<List<Outcome>> submit(CommandList list);

  /**
   * Says what would become of a list if it were handed in now, and keeps nothing: no movement, no
   * key, no companion row. Movements in these outcomes have ids that will never exist.
   *
   * @return as {@link #submit}, and it fails in the same ways
   */
  CompletableFuture<List<Outcome>> preview(CommandList list);
}
