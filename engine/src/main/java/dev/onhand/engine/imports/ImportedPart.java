package dev.onhand.engine.imports;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.Companion;
import java.util.List;

/**
 * What an import brought into the journal in one commit, noted in that commit, so that all of it is
 * known whenever the import ends.
 *
 * @param run the import
 * @param movements one or more, in rising order
 */
public record ImportedPart(long run, List<MovementId> movements) implements Companion {

  public ImportedPart {
    movements = List.copyOf(movements);
  }

  /** Of these outcomes what is new; nothing if nothing is. */
  public static List<Companion> of(long run, List<Outcome> outcomes) {
    List<MovementId> recorded =
        outcomes.stream()
            .filter(Outcome.Recorded.class::isInstance)
            .map(outcome -> ((Outcome.Recorded) outcome).movement().id())
            .toList();
    return recorded.isEmpty() ? List.of() : List.of(new ImportedPart(run, recorded));
  }
}
