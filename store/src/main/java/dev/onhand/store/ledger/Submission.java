package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Planning;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A list on its way, and who waits for it.
 *
 * @param list empty where it is planned in the batch
 * @param planned what is to be planned, or null
 * @param preview whether it is only to be decided, and nothing of it kept
 * @param weight about how many commands it is
 */
record Submission(
    CommandList list,
    @Nullable Planned<?, ?> planned,
    boolean preview,
    int weight,
    CompletableFuture<List<Outcome>> answer) {

  static Submission of(CommandList list) {
    return new Submission(list, null, false, list.commands().size(), new CompletableFuture<>());
  }

  static Submission previewOf(CommandList list) {
    return new Submission(list, null, true, list.commands().size(), new CompletableFuture<>());
  }

  static Submission of(Planned<?, ?> planned) {
    return of(planned, false);
  }

  static Submission previewOf(Planned<?, ?> planned) {
    return of(planned, true);
  }

  private static Submission of(Planned<?, ?> planned, boolean preview) {
    Planning<?, ?> planning = planned.planning();
    return new Submission(
        CommandList.allOrNone(planning.seller(), List.of()),
        planned,
        preview,
        Math.max(1, planning.weight()),
        new CompletableFuture<>());
  }

  SellerId seller() {
    return list.seller();
  }
}
