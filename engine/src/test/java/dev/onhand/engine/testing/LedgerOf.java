package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A ledger that answers as it is told, for tests of those who hand in lists. */
public record LedgerOf(Function<CommandList, CompletableFuture<List<Outcome>>> answers)
    implements Ledger {

  @Override
  public CompletableFuture<List<Outcome>> submit(CommandList list) {
    return answers.apply(list);
  }

  @Override
  public CompletableFuture<List<Outcome>> preview(CommandList list) {
    return answers.apply(list);
  }
}
