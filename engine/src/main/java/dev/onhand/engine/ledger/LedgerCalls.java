package dev.onhand.engine.ledger;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ledger for callers that wait for their outcomes. */
public final class LedgerCalls {

  private final Ledger ledger;
  private final Duration waitMax;

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
    try {
      return answer.get(waitMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw late(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the ledger failed", e.getCause());
    }
  }

  private static LedgerUnavailableException late(Exception cause) {
    return new LedgerUnavailableException(
        "The ledger did not answer in time. Whether this was recorded is not known: send it again with the same key.",
        cause);
  }
}
