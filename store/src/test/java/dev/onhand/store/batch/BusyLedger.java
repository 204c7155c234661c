package dev.onhand.store.batch;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A ledger in which somebody else is faster, once. */
final class BusyLedger implements Ledger {
  private final Ledger ledger;
  private final Runnable faster;
  private final AtomicBoolean isFirst = new AtomicBoolean(true);

  BusyLedger(Ledger ledger, Runnable faster) {
    this.ledger = ledger;
    this.faster = faster;
  }

  @Override
  public CompletableFuture<List<Outcome>> submit(CommandList list) {
    if (isFirst.getAndSet(false)) {
      faster.run();
    }
    return ledger.submit(list);
  }

  @Override
  public CompletableFuture<List<Outcome>> preview(CommandList list) {
    return ledger.preview(list);
  }
}
