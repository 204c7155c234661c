package dev.onhand.server.movements;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hands commands to the ledger and waits for their outcomes, as a request does. */
public final class LedgerCalls {

  /** Longer than any commit takes, and shorter than callers wait. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private static final int RETRY_AFTER_SECONDS = 2;

  private final Ledger ledger;

  LedgerCalls(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Whether what is asked for is done, or only said. */
  public enum Run {
    LIVE,
    DRY;

    /** As the parameter {@code dry_run} has it. */
    public static Run dryIf(boolean dryRun) {
      return dryRun ? DRY : LIVE;
    }

    /** What answers say of it: true, or nothing. */
    public @org.jspecify.annotations.Nullable Boolean shown() {
      return this == DRY ? Boolean.TRUE : null;
    }
  }

  /**
   * The outcomes of a list.
   *
   * @throws ProblemException if the ledger did not answer in time
   */
  public List<Outcome> run(CommandList list, Run run) {
    return await(
        switch (run) {
          case LIVE -> ledger.submit(list);
          case DRY -> ledger.preview(list);
        });
  }

  /** The outcome of one command. */
  public Outcome run(SellerId seller, Command command, Run run) {
    return run(CommandList.each(seller, List.of(command)), run).getFirst();
  }

  private static List<Outcome> await(CompletableFuture<List<Outcome>> answer) {
    try {
      return answer.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the ledger failed", e.getCause());
    }
  }

  private static ProblemException late() {
    return new ProblemException(
            ProblemCode.UNAVAILABLE,
            "The ledger did not answer in time. Whether this was recorded is not known: send it again with the same key.")
        .retryAfter(RETRY_AFTER_SECONDS);
  }
}
