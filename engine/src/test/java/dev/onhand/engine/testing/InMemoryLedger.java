package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerBusyException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The ledger in memory: the real decisions on books that are never written down. It passes the same
 * contract as the committer. Thread-safe.
 */
public final class InMemoryLedger implements Ledger {

  /** The seller that is there from the beginning, for tests that need but one. */
  public static final SellerId FIRST_SELLER = new SellerId(1);

  private final InstantSource clock;
  private final BiConsumer<InMemorySeller, Companion> companionWriter;
  private final Map<SellerId, InMemorySeller> sellers = new HashMap<>();
  private long lastId;

  /** A ledger that keeps companions with their seller and does nothing else about them. */
  public InMemoryLedger(InstantSource clock) {
    this(clock, (seller, companion) -> {});
  }

  /**
   * @param companionWriter takes the rows that go with accepted lists; if it throws, nothing of the
   *     list was recorded
   */
  public InMemoryLedger(
      InstantSource clock, BiConsumer<InMemorySeller, Companion> companionWriter) {
    this.clock = clock;
    this.companionWriter = companionWriter;
    addSeller();
  }

  @Override
  public CompletableFuture<List<Outcome>> submit(CommandList list) {
    return answer(list, seller -> seller.decide(list, companionWriter));
  }

  @Override
  public CompletableFuture<List<Outcome>> preview(CommandList list) {
    return answer(list, seller -> seller.preview(list));
  }

  private synchronized CompletableFuture<List<Outcome>> answer(
      CommandList list, Function<InMemorySeller, List<Outcome>> decide) {
    try {
      InMemorySeller seller = sellers.get(list.seller());
      if (seller == null) {
        throw new IllegalStateException("There is no seller " + list.seller().value() + ".");
      }
      return CompletableFuture.completedFuture(decide.apply(seller));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The same ledger behind a queue, which it works off only when it is told to. */
  public Held held(int commandsWaitingMax) {
    return new Held(commandsWaitingMax);
  }

  /** A further seller, with nothing. */
  public synchronized InMemorySeller addSeller() {
    SellerId id = new SellerId(sellers.size() + 1L);
    InMemorySeller seller = new InMemorySeller(id, this);
    sellers.put(id, seller);
    return seller;
  }

  /** The seller that is there from the beginning. */
  public synchronized InMemorySeller firstSeller() {
    return sellers.get(FIRST_SELLER);
  }

  /** Makes a product of the first seller known. */
  public void add(Stocked product) {
    firstSeller().add(product);
  }

  /** Makes a location of the first seller known. */
  public void add(LocationId id, String code) {
    firstSeller().add(id, code);
  }

  /** All movements of the first seller, in the order of their recording. */
  public List<Movement> movements() {
    return firstSeller().movements();
  }

  /** A level of the first seller. */
  public Level level(ProductId product, LocationId location) {
    return firstSeller().level(product, location);
  }

  /** All levels of the first seller. */
  public Map<LevelKey, Level> levels() {
    return firstSeller().levels();
  }

  MovementId nextId() {
    return new MovementId(++lastId);
  }

  Instant now() {
    return clock.instant();
  }

  /** A queue before the ledger. */
  public final class Held implements LedgerFixture.HeldLedger {

    private record Waiting(CommandList list, CompletableFuture<List<Outcome>> answer) {}

    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private final int commandsMax;
    private int commands;
    private boolean closed;

    private Held(int commandsMax) {
      this.commandsMax = commandsMax;
    }

    @Override
    public synchronized CompletableFuture<List<Outcome>> submit(CommandList list) {
      int size = list.commands().size();
      if (closed || (commands > 0 && commands + size > commandsMax)) {
        return CompletableFuture.failedFuture(new LedgerBusyException("too much is waiting"));
      }
      commands += size;
      Waiting waiting = new Waiting(list, new CompletableFuture<>());
      queue.add(waiting);
      return waiting.answer();
    }

    @Override
    public CompletableFuture<List<Outcome>> preview(CommandList list) {
      return InMemoryLedger.this.preview(list);
    }

    @Override
    public synchronized void release() {
      commands = 0;
      for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
        Waiting waiting = next;
        var unused =
            InMemoryLedger.this
                .submit(waiting.list())
                .whenComplete((outcomes, failure) -> answer(waiting, outcomes, failure));
      }
    }

    private static void answer(Waiting waiting, List<Outcome> outcomes, Throwable failure) {
      if (failure == null) {
        waiting.answer().complete(outcomes);
      } else {
        waiting.answer().completeExceptionally(failure);
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      release();
    }
  }
}
