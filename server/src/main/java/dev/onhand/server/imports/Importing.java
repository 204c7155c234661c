package dev.onhand.server.imports;

import dev.onhand.engine.imports.ColumnChoice;
import dev.onhand.engine.imports.ImportReport;
import dev.onhand.engine.imports.ImportRequest;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.ImportRuns;
import dev.onhand.engine.imports.Importer;
import dev.onhand.server.access.Caller;
import dev.onhand.server.web.Places;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Runs imports of files that lie on this node's disk, whoever brought them. */
@Component
final class Importing {

  /** Each remembers something of every line of its file. */
  private static final int SIDE_BY_SIDE_MAX = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Importing.class);

  private final Importer importer;
  private final ImportRuns runs;
  private final InstantSource clock;
  private final JsonMapper json;
  private final Places places =
      new Places(
          SIDE_BY_SIDE_MAX,
          Duration.ZERO,
          "Other imports are running. Try again when they are done.",
          Duration.ofSeconds(30));

  Importing(Importer importer, ImportRuns runs, InstantSource clock, JsonMapper json) {
    this.importer = importer;
    this.runs = runs;
    this.clock = clock;
    this.json = json;
  }

  /** One of the few places for imports. */
  Places.Place place() {
    return places.take();
  }

  /**
   * What is to be imported.
   *
   * @param columns which of the file's are which of ours, by when its content was seen first; null
   *     for a header in our words
   */
  record Wish(
      Caller caller,
      ImportParameters.Read parameters,
      Uploads.Upload upload,
      Function<Instant, @Nullable ColumnChoice> columns) {}

  /**
   * Imports, or says what would come of it.
   *
   * @param begin notes that it begins, and gives its id; not asked of a dry run
   */
  ImportBody run(Wish wish, ToLongFunction<ImportRun.Beginning> begin)
      throws IOException, InterruptedException {
    Caller caller = wish.caller();
    ImportParameters.Read parameters = wish.parameters();
    ImportRun.Beginning beginning =
        ImportRun.Beginning.of(
            parameters.kind(),
            parameters.fileName(),
            wish.upload().sha256(),
            caller.actor(),
            clock.instant().truncatedTo(ChronoUnit.MICROS)); // as it is kept, and found again
    Instant seenAt =
        runs.firstBegun(caller.seller(), beginning.kind(), wish.upload().sha256())
            .orElse(beginning.startedAt());
    boolean dryRun = parameters.options().dryRun();
    Long id = dryRun ? null : (Long) begin.applyAsLong(beginning);
    ImportReport report =
        importer.run(
            new ImportRequest(
                caller.seller(),
                caller.actor(),
                parameters.kind(),
                wish.upload().file(),
                parameters.options().with(wish.columns().apply(seenAt)),
                seenAt,
                id));
    Instant ended = clock.instant();
    ImportBody body = ImportBody.of(id, beginning, report, ended);
    if (id != null) {
      runs.end(caller.seller(), id, json.writeValueAsString(body), ended);
    }
    LOG.info(
        "import of {} ({}): {}, {} rows, {} recorded, {} errors",
        beginning.fileName(),
        beginning.kind(),
        body.status(),
        body.rows(),
        body.recorded(),
        body.errorsTotal());
    return body;
  }
}
