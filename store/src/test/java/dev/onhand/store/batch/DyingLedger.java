package dev.onhand.store.batch;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A ledger behind which the program dies after so many lists. */
final class DyingLedger implements Ledger {
  private final Ledger ledger;
  private final AtomicInteger left;

  DyingLedger(Ledger ledger, int lists) {
    this.ledger = ledger;
    this.left = new AtomicInteger(lists);
  }

  @Override
  public CompletableFuture<List<Outcome>> submit(CommandList list) {
    if (left.getAndDecrement() <= 0) {
      throw new LedgerUnavailableException("killed", new IllegalStateException("killed"));
    }
    CompletableFuture<List<Outcome>> taken = ledger.submit(list);
    taken.join(); // so that what it took before it dies is committed when it does
    return taken;
  }

  @Override
  public CompletableFuture<List<Outcome>> preview(CommandList list) {
    return ledger.preview(list);
  }
}
