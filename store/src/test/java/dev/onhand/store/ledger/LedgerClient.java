package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.store.testing.ClientJournal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A caller as it should be: it notes what it sends before it sends it, and when it does not know
 * what became of it, it sends the same again. Thread-safe.
 */
final class LedgerClient {

  /** How long an answer may take, come what may. */
  private static final int ANSWER_SECONDS_MAX = 90;

  private final ClientJournal journal;
  private final int attemptsMax;
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger unavailable = new AtomicInteger();

  LedgerClient(ClientJournal journal, int attemptsMax) {
    this.journal = journal;
    this.attemptsMax = attemptsMax;
  }

  /** The outcomes, or empty if they are still not known after all attempts. */
  Optional<List<Outcome>> send(Ledger ledger, CommandList list) {
    for (int attempt = 1; attempt <= attemptsMax; attempt++) {
      Optional<List<Outcome>> outcomes = sendOnce(ledger, list);
      if (outcomes.isPresent()) {
        return outcomes;
      }
    }
    return Optional.empty();
  }

  private Optional<List<Outcome>> sendOnce(Ledger ledger, CommandList list) {
    List<ClientJournal.Attempt> attempts =
        list.commands().stream().map(Command::key).map(key -> journal.send(key.value())).toList();
    try {
      List<Outcome> outcomes =
          ledger.submit(list).orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).join();
      for (int i = 0; i < outcomes.size(); i++) {
        note(attempts.get(i), list.commands().get(i), outcomes.get(i));
      }
      return Optional.of(outcomes);
    } catch (CompletionException e) {
      attempts.forEach(
          attempt -> {
            if (e.getCause() instanceof LedgerBusyException) {
              attempt.refused();
            } else {
              attempt.unknown();
            }
          });
      count(e.getCause());
      return Optional.empty();
    }
  }

  /** Classes of error that nobody named are findings. */
  private void count(Throwable failure) {
    switch (failure) {
      case LedgerBusyException e -> busy.incrementAndGet();
      case LedgerUnavailableException e -> unavailable.incrementAndGet();
      default -> throw new AssertionError("unclassified", failure);
    }
  }

  private static void note(ClientJournal.Attempt attempt, Command command, Outcome outcome) {
    switch (outcome) {
      case Outcome.Recorded recorded -> attempt.recorded();
      case Outcome.AlreadyRecorded already -> attempt.recorded();
      case Outcome.KeyUsedDifferently used -> attempt.toldNothing();
      case Outcome.Unchanged unchanged -> attempt.refused();
      case Outcome.Refused refused -> attempt.refused();
    }
  }

  int busy() {
    return busy.get();
  }

  int unavailable() {
    return unavailable.get();
  }
}
