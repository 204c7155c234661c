package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The ledger of one seller, in memory: the real decisions on books that are never written down. */
public final class InMemoryLedger implements Ledger {

  private final WorkingBooks books = new WorkingBooks();
  private final InstantSource clock;
  private long lastId;

  public InMemoryLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized CompletableFuture<List<Outcome>> submit(CommandList list) {
    if (!list.checks().isEmpty()) {
      throw new UnsupportedOperationException("there are no versioned rows here");
    }
    return CompletableFuture.completedFuture(
        books.decide(
            list.commands(), list.atomic(), () -> new MovementId(++lastId), clock.instant()));
  }

  @Override
  public CompletableFuture<List<Outcome>> preview(CommandList list) {
    throw new UnsupportedOperationException("nothing is previewed here");
  }

  public synchronized void add(Stocked product) {
    books.load(product);
  }

  public synchronized void add(LocationId id, String code) {
    books.load(id, code);
  }

  /** All movements, in the order of their recording. */
  public synchronized List<Movement> movements() {
    return List.copyOf(books.recorded());
  }

  public synchronized Level level(ProductId product, LocationId location) {
    return books
        .levels()
        .getOrDefault(new WorkingBooks.LevelKey(product, location), Level.empty(0L));
  }

  public synchronized Map<WorkingBooks.LevelKey, Level> levels() {
    return Map.copyOf(books.levels());
  }
}
