package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A list on its way, and who waits for it. */
record Submission(CommandList list, CompletableFuture<List<Outcome>> answer) {

  static Submission of(CommandList list) {
    return new Submission(list, new CompletableFuture<>());
  }
}
