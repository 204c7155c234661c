package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Brings movements into the ledger, chunk after chunk. While one chunk is being committed the next
 * is read. A chunk goes as a few lists side by side, parted by product, so that what happened to
 * one product is decided in the order of the file.
 */
final class Application {

  private final Ledger ledger;
  private final Importer.Settings settings;
  private final SellerId seller;
  private final @Nullable Long run;
  private final boolean stopAtRefusal;
  private final Tally tally;

  Application(Ledger ledger, Importer.Settings settings, ImportRequest request, Tally tally) {
    this.ledger = ledger;
    this.settings = settings;
    this.seller = request.seller();
    this.run = request.run();
    this.stopAtRefusal = request.options().onError() == ImportRequest.OnError.STOP;
    this.tally = tally;
  }

  /** Where chunks come from; empty at the end. */
  interface Source {
    List<Planned> next();
  }

  /**
   * @return whether all was dealt with; false: a line was refused and that is to stop the import,
   *     or the ledger could not be reached
   */
  boolean run(Source source) throws InterruptedException {
    List<Pending> pending = List.of();
    for (List<Planned> chunk = source.next(); ; chunk = source.next()) {
      if (!settle(pending)) {
        return false;
      }
      if (chunk.isEmpty()) {
        return true;
      }
      pending = submit(chunk);
    }
  }

  /** The same for lines that are at hand, waiting for all of them. */
  boolean apply(List<Planned> lines) throws InterruptedException {
    return lines.isEmpty() || settle(submit(lines));
  }

  private record Pending(
      List<Planned> lines, CommandList list, CompletableFuture<List<Outcome>> outcomes) {}

  private List<Pending> submit(List<Planned> chunk) {
    List<List<Planned>> parts = new ArrayList<>();
    for (int i = 0; i < settings.lists(); i++) {
      parts.add(new ArrayList<>());
    }
    for (Planned planned : chunk) {
      parts.get(Math.floorMod(planned.sku().hashCode(), parts.size())).add(planned);
    }
    List<Pending> pending = new ArrayList<>();
    for (List<Planned> part : parts) {
      if (!part.isEmpty()) {
        List<Command> commands = new ArrayList<>(part.size());
        part.forEach(planned -> commands.add(planned.command()));
        CommandList list = noted(CommandList.each(seller, commands));
        pending.add(new Pending(part, list, submit(list)));
      }
    }
    return pending;
  }

  private CommandList noted(CommandList list) {
    Long noted = run;
    return noted == null ? list : list.with(outcomes -> ImportedPart.of(noted, outcomes));
  }

  /** A ledger may say that it is busy at once or later; to the import that is the same. */
  private CompletableFuture<List<Outcome>> submit(CommandList list) {
    try {
      return ledger.submit(list);
    } catch (LedgerBusyException | LedgerUnavailableException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private boolean settle(List<Pending> pending) throws InterruptedException {
    boolean goOn = true;
    for (Pending each : pending) {
      List<Outcome> outcomes = outcomes(each);
      goOn &= outcomes != null && settle(each, outcomes);
    }
    return goOn;
  }

  private boolean settle(Pending pending, List<Outcome> outcomes) {
    boolean refused = false;
    for (int i = 0; i < outcomes.size(); i++) {
      refused |= isRefused(pending.lines.get(i), outcomes.get(i));
    }
    return !(refused && stopAtRefusal);
  }

  /** Counts an outcome. */
  private boolean isRefused(Planned line, Outcome outcome) {
    switch (outcome) {
      case Outcome.Recorded recorded -> tally.recorded++;
      case Outcome.AlreadyRecorded already -> tally.alreadyRecorded++;
      case Outcome.Unchanged unchanged -> tally.alreadyRecorded++;
      // The opening stock of the same month, from a file with more or less of it: it stays.
      case Outcome.KeyUsedDifferently used when line.line() == 0 -> tally.openedOtherwise();
      case Outcome.Refused refusal -> {
        tally.refused(line, refusal.code(), settings.rules().detail(refusal));
        return true;
      }
    }
    return false;
  }

  /**
   * Waits for the outcomes, and tries again while the ledger is busy or away: the keys make that
   * safe.
   *
   * @return null if that did not help
   */
  private @Nullable List<Outcome> outcomes(Pending pending) throws InterruptedException {
    Patience patience = new Patience(settings.pause());
    for (CompletableFuture<List<Outcome>> outcomes = pending.outcomes; ; ) {
      try {
        return outcomes.get();
      } catch (ExecutionException e) {
        String code = Patience.codeOf(e);
        if (!patience.lasts()) {
          tally.error(Patience.unreachable(firstLine(pending), code, e));
          return null;
        }
      }
      outcomes = submit(pending.list);
    }
  }

  private static long firstLine(Pending pending) {
    return pending.lines.stream().mapToLong(Planned::line).min().orElse(0);
  }
}
