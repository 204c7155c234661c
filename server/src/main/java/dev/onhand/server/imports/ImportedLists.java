package dev.onhand.server.imports;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.imports.ImportReport;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.ImportRuns;
import dev.onhand.engine.imports.ImportedPart;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.server.access.Caller;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records lists of movements that are no file as imports of their own, so that all of one is found
 * and undone at once.
 */
@Component
public final class ImportedLists {

  private final ImportRuns runs;
  private final LedgerCalls ledger;
  private final InstantSource clock;
  private final JsonMapper json;

  ImportedLists(ImportRuns runs, LedgerCalls ledger, InstantSource clock, JsonMapper json) {
    this.runs = runs;
    this.ledger = ledger;
    this.clock = clock;
    this.json = json;
  }

  /**
   * What became of a list.
   *
   * @param id of its import
   */
  public record Done(String id, List<Outcome> outcomes) {
    public Done {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * Records a list.
   *
   * @param kind of import
   * @param name by which people find it
   * @throws RuntimeException as {@link LedgerCalls#run} does; the import is stopped then
   */
  public Done record(Caller caller, String kind, String name, CommandList list) {
    ImportRun.Beginning beginning =
        new ImportRun.Beginning(kind, name, null, caller.actor(), clock.instant(), null);
    long run = runs.begin(caller.seller(), beginning);
    List<Outcome> outcomes = List.of();
    try {
      outcomes = ledger.run(list.with(made -> ImportedPart.of(run, made)), Run.LIVE);
    } finally {
      ImportReport report =
          ImportReport.of(kind, outcomes, refused -> Refusals.problem(refused).detail());
      Instant ended = clock.instant();
      ImportBody body = ImportBody.of(run, beginning, report, ended);
      runs.end(caller.seller(), run, json.writeValueAsString(body), ended);
    }
    return new Done(PublicId.of(IdKind.IMPORT, run), outcomes);
  }
}
