package dev.onhand.server.imports;

import dev.onhand.engine.batch.Batches;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.imports.ImportReport;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.ImportRuns;
import dev.onhand.engine.imports.ImportedParts;
import dev.onhand.engine.imports.Importer;
import dev.onhand.engine.imports.Undo;
import dev.onhand.server.access.Caller;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Undoes imports, and shows them. An undo is listed as an import of its own, so that channels are
 * told when it is at its end, as of any other.
 */
@Component
public final class ImportUndo {

  private final ImportRuns runs;
  private final ImportedParts parts;
  private final Undo undo;
  private final Batches batches;
  private final InstantSource clock;
  private final JsonMapper json;

  ImportUndo(
      ImportRuns runs,
      ImportedParts parts,
      Undo undo,
      Batches batches,
      InstantSource clock,
      JsonMapper json) {
    this.runs = runs;
    this.parts = parts;
    this.undo = undo;
    this.batches = batches;
    this.clock = clock;
    this.json = json;
  }

  /** An import as it is kept. */
  public ImportBody show(ImportRun run) {
    return ImportBody.of(run, json);
  }

  /**
   * The import of this id.
   *
   * @throws ProblemException if there is none
   */
  public ImportRun find(Caller caller, String id) {
    long number = Fields.checked(() -> PublicId.get(IdKind.IMPORT, id));
    return runs.find(caller.seller(), number)
        .orElseThrow(() -> ProblemException.notFound("import", id));
  }

  /**
   * Reverses what the import recorded.
   *
   * @param dryRun only say what would come of it
   * @throws ProblemException if there is nothing that could be undone, with why
   */
  public ImportBody undo(Caller caller, ImportRun run, boolean dryRun) throws InterruptedException {
    requireUndoable(caller, run);
    ImportRun.Beginning beginning =
        new ImportRun.Beginning(
            Undo.KIND,
            run.beginning().fileName(),
            null,
            caller.actor(),
            clock.instant(),
            new Undo.Source.Import(run.id()));
    return undo(caller, beginning, dryRun);
  }

  /**
   * Reverses what was posted of a batch, which is undone then. Where the program ends in between,
   * undoing it again goes on from there.
   *
   * @param dryRun only say what would come of it
   * @throws ProblemException if nothing was posted
   */
  public ImportBody undoBatch(Caller caller, long batch, boolean dryRun)
      throws InterruptedException {
    Undo.Source posted = new Undo.Source.Batch(batch);
    if (parts.noted(caller.seller(), posted).total() == 0) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "Nothing that batch %d posted could be undone.".formatted(batch));
    }
    ImportRun.Beginning beginning =
        new ImportRun.Beginning(
            Undo.KIND, "batch " + batch, null, caller.actor(), clock.instant(), posted);
    ImportBody body = undo(caller, beginning, dryRun);
    if (!dryRun && body.recorded() + body.alreadyRecorded() > 0) {
      batches.undone(caller.seller(), batch, new Edit(caller.actor(), clock.instant(), null));
    }
    return body;
  }

  private ImportBody undo(Caller caller, ImportRun.Beginning beginning, boolean dryRun)
      throws InterruptedException {
    Undo.Source of = Objects.requireNonNull(beginning.undoes());
    Long id = dryRun ? null : runs.begin(caller.seller(), beginning);
    ImportReport report = undo.run(new Undo.Wish(caller.seller(), caller.actor(), of, dryRun));
    Instant ended = clock.instant();
    ImportBody body = ImportBody.of(id, beginning, report, ended);
    if (id != null) {
      runs.end(caller.seller(), id, json.writeValueAsString(body), ended);
    }
    return body;
  }

  private void requireUndoable(Caller caller, ImportRun run) {
    ImportBody done = show(run);
    if (done.kind().equals(Undo.KIND)) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "%s is an undo itself, and a reversal is never reversed. Import the lines again under other keys."
              .formatted(done.id()));
    }
    if (done.kind().equals(Importer.ORDERS) || done.orders() != null) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "%s brought in orders, and what they moved is theirs: cancel the orders instead."
              .formatted(done.id()));
    }
    if (parts.noted(caller.seller(), new Undo.Source.Import(run.id())).total() == 0) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          done.recorded() == 0
              ? "%s recorded nothing that could be undone.".formatted(done.id())
              : "%s was imported before this program noted which movements were an import's. Reverse them one by one."
                  .formatted(done.id()));
    }
  }
}
