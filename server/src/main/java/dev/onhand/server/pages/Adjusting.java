package dev.onhand.server.pages;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.imports.ImportedLists;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes of many levels by a person: what would come of them, and then all of them or none. */
@Component
final class Adjusting {

  /** The kind of import that many changes at once are listed as. */
  static final String KIND = "adjustments";

  private final LedgerCalls ledger;
  private final ImportedLists lists;

  Adjusting(LedgerCalls ledger, ImportedLists lists) {
    this.ledger = ledger;
    this.lists = lists;
  }

  /**
   * Says of each line what would come of it, one after the other, and keeps nothing.
   *
   * @param key under which nothing was recorded yet
   */
  List<PlannedLine> preview(Caller caller, StockEdit edit, List<AdjustmentLine> lines, String key) {
    List<@Nullable String> problems = new ArrayList<>();
    List<Command> commands = new ArrayList<>();
    Map<List<String>, Integer> places = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      AdjustmentLine line = lines.get(i);
      Integer same = places.putIfAbsent(List.of(line.sku(), line.location()), i + 1);
      String problem =
          same == null ? null : "The same product and location as in line %d.".formatted(same);
      if (problem == null) {
        try {
          commands.add(edit.command(line, key(key, i), null, caller.actor()));
        } catch (ProblemException wrong) {
          problem = Show.said(wrong);
        }
      }
      problems.add(problem);
    }
    List<Outcome> outcomes =
        commands.isEmpty()
            ? List.of()
            : ledger.run(CommandList.each(caller.seller(), commands), Run.DRY);
    List<PlannedLine> planned = new ArrayList<>();
    int decided = 0;
    for (int i = 0; i < lines.size(); i++) {
      String problem = problems.get(i);
      planned.add(
          problem == null
              ? planned(lines.get(i), outcomes.get(decided++))
              : PlannedLine.bad(lines.get(i), problem));
    }
    return List.copyOf(planned);
  }

  private static PlannedLine planned(AdjustmentLine line, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded(var movement) -> planned(line, movement);
      case Outcome.AlreadyRecorded(var movement) -> planned(line, movement);
      case Outcome.Unchanged unchanged ->
          new PlannedLine(line, unchanged.onHand(), unchanged.onHand(), null);
      case Outcome.Refused refused -> PlannedLine.bad(line, Refusals.problem(refused).detail());
    };
  }

  /** What a person moves has one end in the house. */
  private static PlannedLine planned(AdjustmentLine line, Movement movement) {
    Movement.Balance end = movement.toAfter() == null ? movement.fromAfter() : movement.toAfter();
    long after = Objects.requireNonNull(end).onHand();
    return new PlannedLine(line, after - MovementRow.change(movement), after, null);
  }

  private static MovementKey key(String key, int index) {
    return new MovementKey(key + "-" + index);
  }

  /**
   * What was recorded.
   *
   * @param lines so many now
   * @param before so many under the same key earlier
   * @param run id of the import that they are, by which they are undone at once; empty: of none
   */
  record Recorded(int lines, int before, String run) {

    /** For an address: it in a word, and what to undo it by. */
    String parameters() {
      String word = lines > 0 ? Integer.toString(lines) : before > 0 ? "again" : "none";
      return "changed=" + word + (lines > 0 && !run.isEmpty() ? "&import=" + run : "");
    }

    /** Where many changes are undone; empty: nowhere. */
    static String undoPath(String run) {
      return PublicId.find(IdKind.IMPORT, run).isPresent() ? "/imports/" + run : "";
    }

    /** The word as a sentence; empty: nothing was said. */
    static String sentence(String word) {
      return switch (word) {
        case "" -> "";
        case "again" -> "This was recorded before, and counts once.";
        case "none" -> "On hand is so already: nothing was changed.";
        case "1" -> "Recorded.";
        default -> word.matches("[0-9]{1,5}") ? "Recorded: " + word + " changes." : "";
      };
    }
  }

  /**
   * Records all lines, or none, several of them as an import: each only if on hand still is what
   * was seen.
   *
   * @param key of the form: what is sent twice is recorded once
   * @throws ProblemException if a line is refused, with which and why
   */
  Recorded record(Caller caller, StockEdit edit, List<AdjustmentLine> lines, String key) {
    if (key.isBlank()) {
      throw ProblemException.invalid("key", "key is missing: load the page again");
    }
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      AdjustmentLine line = lines.get(i);
      long seen = Quantity.parseWhole("seen", line.seen());
      commands.add(edit.command(line, key(key, i), seen, caller.actor()));
    }
    CommandList list = CommandList.allOrNone(caller.seller(), commands);
    String run = "";
    List<Outcome> outcomes;
    if (lines.size() == 1) {
      outcomes = ledger.run(list, Run.LIVE);
    } else {
      ImportedLists.Done done =
          lists.record(caller, KIND, "%d lines at once".formatted(lines.size()), list);
      run = done.id();
      outcomes = done.outcomes();
    }
    int now = 0;
    int before = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case Outcome.Recorded recorded -> now++;
        case Outcome.AlreadyRecorded recorded -> before++;
        case Outcome.Unchanged unchanged -> {}
        case Outcome.ListRefused because -> {} // the one to blame is among them
        case Outcome.Refused refused -> throw refused(lines, i, refused);
      }
    }
    return new Recorded(now, before, run);
  }

  private static ProblemException refused(
      List<AdjustmentLine> lines, int index, Outcome.Refused refused) {
    ProblemException problem = Refusals.problem(refused);
    String which =
        lines.size() == 1 ? "" : "Line %d, %s: ".formatted(index + 1, lines.get(index).sku());
    return new ProblemException(
        problem.code(), "Nothing was recorded. " + which + problem.detail());
  }
}
