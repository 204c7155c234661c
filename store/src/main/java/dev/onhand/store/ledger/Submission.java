package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A list on its way, and who waits for it.
 *
 * @param preview whether it is only to be decided, and nothing of it kept
 */
record Submission(CommandList list, boolean preview, CompletableFuture<List<Outcome>> answer) {

  static Submission of(CommandList list) {
    return new Submission(list, false, new CompletableFuture<>());
  }

  static Submission previewOf(CommandList list) {
    return new Submission(list, true, new CompletableFuture<>());
  }
}
