package dev.onhand.engine.ledger;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ledger for callers that wait for their outcomes, for some time.
 *
 * <p>That time is told by {@link #pass}, for all at once: a timer for each that waits, set and
 * taken back ten thousand times a second, cost a sixth of the server's speed.
 */
public final class LedgerCalls {

  private final Ledger ledger;
  private final Duration waitMax;
  private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
  private final AtomicLong passedNanos = new AtomicLong();

  /** Somebody who waits, each by its own identity: several may wait for one answer. */
  private static final class Wait {

    private final CompletableFuture<?> answer;
    private final long sinceNanos;

    Wait(CompletableFuture<?> answer, long sinceNanos) {
      this.answer = answer;
      this.sinceNanos = sinceNanos;
    }
  }

  /**
   * @param waitMax longer than any commit takes, and shorter than callers wait
   */
  public LedgerCalls(Ledger ledger, Duration waitMax) {
    this.ledger = ledger;
    this.waitMax = waitMax;
  }

  /**
   * The outcomes of a list.
   *
   * @throws LedgerBusyException if it was not taken
   * @throws LedgerUnavailableException if it is not known what became of it
   */
  public List<Outcome> run(CommandList list, Run run) {
    return await(
        switch (run) {
          case LIVE -> ledger.submit(list);
          case DRY -> ledger.preview(list);
        });
  }

  /** The outcome of one command; as {@link #run(CommandList, Run)}. */
  public Outcome run(SellerId seller, Command command, Run run) {
    return run(CommandList.each(seller, List.of(command)), run).getFirst();
  }

  /**
   * The answer of work that was handed in.
   *
   * @throws LedgerBusyException if it was not taken
   * @throws LedgerUnavailableException if it is not known what became of it
   * @throws PlanRefusedException if the books refused it
   */
  public <T> T await(CompletableFuture<T> answer) {
    Wait wait = new Wait(answer, passedNanos.get());
    waits.add(wait);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the ledger failed", e.getCause());
    } finally {
      waits.remove(wait);
    }
  }

  /**
   * So much time has gone by. Who has waited for too long is told that it is not known what became
   * of it.
   *
   * @param time since it was last told; how often it is told, is how exactly waits end
   */
  public void pass(Duration time) {
    long now = passedNanos.addAndGet(time.toNanos());
    for (Wait wait : waits) {
      if (now - wait.sinceNanos > waitMax.toNanos()) {
        wait.answer.completeExceptionally(late(new TimeoutException()));
      }
    }
  }

  private static LedgerUnavailableException late(Exception cause) {
    return new LedgerUnavailableException(
        "The ledger did not answer in time. Whether this was recorded is not known: send it again with the same key.",
        cause);
  }
}
