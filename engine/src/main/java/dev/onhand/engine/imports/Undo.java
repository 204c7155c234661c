package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.imports.ImportedParts.Left;
import dev.onhand.engine.imports.ImportedParts.Noted;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reverses the movements that an import or a batch recorded, each under a key that follows from the
 * movement: twice, by two people or after a crash in the middle, each is reversed once. What
 * somebody reversed before is left, and what the books refuse (its units are gone) stays and is
 * named.
 */
public final class Undo {

  /** The kind of import that an undo is listed as. */
  public static final String KIND = "undo";

  /** About so many are reversed in one commit; a product's are not parted unless they must be. */
  private static final int LIST = 1_000;

  private final ImportedParts parts;
  private final Ledger ledger;
  private final Importer.Settings settings;

  public Undo(ImportedParts parts, Ledger ledger, Importer.Settings settings) {
    this.parts = parts;
    this.ledger = ledger;
    this.settings = settings;
  }

  /**
   * A wish to undo.
   *
   * @param of whose movements are reversed
   * @param dryRun say what would come of it, and keep nothing. Exact but for a product that has
   *     more than {@value CommandList#COMMANDS_MAX} movements of the import: those beyond are
   *     decided as if the others were still there
   */
  public record Wish(SellerId seller, String actor, Source of, boolean dryRun) {}

  /** What recorded movements that can be undone together. */
  public sealed interface Source {
    /** An import. */
    record Import(long run) implements Source {}

    /** A batch, by what was posted of it. */
    record Batch(long id) implements Source {}
  }

  /**
   * Undoes it.
   *
   * @return rows: the movements that it recorded; recorded: how many were reversed; already
   *     recorded: how many had been reversed before
   */
  public ImportReport run(Wish wish) throws InterruptedException {
    Tally tally = new Tally(KIND);
    Noted noted = parts.noted(wish.seller(), wish.of());
    tally.rows = noted.total();
    tally.alreadyRecorded = noted.total() - noted.left().length;
    boolean all = reverse(wish, noted.left(), tally);
    tally.reasons(Reason.REVERSAL, tally.recorded);
    return tally.report(wish.dryRun() ? Ending.CHECKED : all ? Ending.COMPLETE : Ending.STOPPED);
  }

  private boolean reverse(Wish wish, long[] ids, Tally tally) throws InterruptedException {
    List<Left> open = new ArrayList<>();
    for (int from = 0; from < ids.length; from += LIST) {
      long[] some = Arrays.copyOfRange(ids, from, Math.min(from + LIST, ids.length));
      for (Left one : parts.look(wish.seller(), some)) {
        if (isFull(open, one)) {
          if (!settle(wish, open, tally)) {
            return false;
          }
          open.clear();
        }
        open.add(one);
      }
    }
    return open.isEmpty() || settle(wish, open, tally);
  }

  private static boolean isFull(List<Left> open, Left next) {
    return open.size() >= CommandList.COMMANDS_MAX
        || (open.size() >= LIST && !open.getLast().product().equals(next.product()));
  }

  /**
   * @return false if the ledger could not be reached
   */
  private boolean settle(Wish wish, List<Left> some, Tally tally) throws InterruptedException {
    List<Command> commands = new ArrayList<>();
    for (Left one : some) {
      commands.add(
          new Command.Reverse(
              new MovementKey("undo:" + one.id().value()),
              one.id(),
              Command.Mode.WISH,
              Details.of(one.cause(), wish.actor())));
    }
    List<Outcome> outcomes =
        outcomes(CommandList.each(wish.seller(), commands), wish.dryRun(), tally);
    if (outcomes == null) {
      return false;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      count(some.get(i), outcomes.get(i), tally);
    }
    return true;
  }

  private @Nullable List<Outcome> outcomes(CommandList list, boolean dryRun, Tally tally)
      throws InterruptedException {
    for (Patience patience = new Patience(settings.pause()); ; ) {
      try {
        return handIn(list, dryRun).get();
      } catch (ExecutionException e) {
        String code = Patience.codeOf(e);
        if (!patience.lasts()) {
          tally.error(
              new ImportError(
                  0,
                  null,
                  code,
                  "The ledger could not take all. Undo it again: it goes on from here."));
          return null;
        }
      }
    }
  }

  private CompletableFuture<List<Outcome>> handIn(CommandList list, boolean dryRun) {
    try {
      return dryRun ? ledger.preview(list) : ledger.submit(list);
    } catch (LedgerBusyException | LedgerUnavailableException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void count(Left one, Outcome outcome, Tally tally) {
    switch (outcome) {
      case Outcome.Recorded recorded -> tally.recorded++;
      case Outcome.AlreadyRecorded already -> tally.alreadyRecorded++;
      case Outcome.AlreadyReversed already -> tally.alreadyRecorded++;
      case Outcome.Unchanged unchanged ->
          throw new IllegalStateException("a reversal always moves something: " + unchanged);
      case Outcome.Refused refused -> {
        tally.refused++;
        tally.error(
            new ImportError(
                0,
                null,
                refused.code(),
                "%s, '%s': %s".formatted(one.sku(), one.key(), settings.rules().detail(refused))));
      }
    }
  }
}
