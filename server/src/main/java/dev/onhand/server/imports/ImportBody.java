package dev.onhand.server.imports;

import dev.onhand.engine.imports.ImportError;
import dev.onhand.engine.imports.ImportReport;
import dev.onhand.engine.imports.ImportReport.Layout;
import dev.onhand.engine.imports.ImportReport.PreviewRow;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.Undo;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An import, as answered and as kept.
 *
 * @param id null for a dry run, of which nothing is kept
 * @param status {@code checked}, {@code complete}, {@code nothing_applied}, {@code stopped}, or
 *     {@code unfinished} while it runs and if its server ended
 * @param charsetBasis how the charset is known: {@code given}, {@code mark}, {@code valid}, {@code
 *     guess}
 * @param separator between fields; null: the lines are JSON
 * @param orders what its orders did to stock; null: it has none
 * @param difference what would become of stock; null: it is no dry run, or one of orders
 * @param errors the first thousand of {@code errorsTotal}
 * @param undoes the import whose movements this one reverses; then {@code rows} are those, {@code
 *     recorded} the reversals, {@code alreadyRecorded} what was reversed before
 * @param undoesBatch the batch whose movements this one reverses
 * @param undoneBy the newest that undoes this one
 */
public record ImportBody(
    String object,
    @Nullable String id,
    String kind,
    String fileName,
    @Nullable String sha256,
    String actor,
    boolean dryRun,
    String status,
    @Nullable String charset,
    @Nullable String charsetBasis,
    @Nullable String separator,
    boolean gzip,
    long rows,
    long recorded,
    long alreadyRecorded,
    long refused,
    long skipped,
    long openings,
    Created created,
    ImportReport.@Nullable OrderCounts orders,
    Map<String, Long> leftOut,
    Map<String, Long> rules,
    Map<String, Long> reasons,
    List<PreviewRow> preview,
    ImportReport.@Nullable StockDifference difference,
    ImportReport.Unknown unknown,
    List<String> warnings,
    List<ErrorBody> errors,
    long errorsTotal,
    Instant startedAt,
    @Nullable Instant endedAt,
    double seconds,
    @Nullable String undoes,
    @Nullable String undoesBatch,
    @Nullable String undoneBy) {

  /** How many were made. */
  public record Created(long products, long locations) {}

  /**
   * What is wrong with a line.
   *
   * @param line null: the file as a whole
   * @param order the order it is of, as channel/external_id; null: of none, or it cannot be read
   */
  public record ErrorBody(
      @Nullable Long line,
      @Nullable String order,
      @Nullable String column,
      String code,
      String detail) {

    static ErrorBody of(ImportError error) {
      return new ErrorBody(
          error.line() == 0 ? null : error.line(),
          error.order(),
          error.column(),
          error.code(),
          error.detail());
    }
  }

  private static final double MILLIS_PER_SECOND = 1_000.0;

  /**
   * @param id null for a dry run
   */
  static ImportBody of(
      @Nullable Long id, ImportRun.Beginning beginning, ImportReport report, Instant endedAt) {
    Layout layout = report.layout();
    ImportReport.Counts counts = report.counts();
    return new ImportBody(
        "import",
        id == null ? null : PublicId.of(IdKind.IMPORT, id),
        beginning.kind(),
        beginning.fileName(),
        beginning.sha256(),
        beginning.actor(),
        report.ending() == ImportReport.Ending.CHECKED,
        report.ending().code(),
        layout == null ? null : layout.charset(),
        layout == null ? null : layout.basis().code(),
        layout == null || layout.separator() == null ? null : layout.separator().toString(),
        layout != null && layout.gzip(),
        counts.rows(),
        counts.recorded(),
        counts.alreadyRecorded(),
        counts.refused(),
        counts.skipped(),
        counts.openings(),
        new Created(counts.productsCreated(), counts.locationsCreated()),
        report.orders(),
        report.leftOut(),
        report.rules(),
        report.reasons(),
        report.preview(),
        report.difference(),
        report.unknown(),
        report.warnings(),
        report.errors().stream().map(ErrorBody::of).toList(),
        report.errorsTotal(),
        beginning.startedAt(),
        endedAt,
        Duration.between(beginning.startedAt(), endedAt).toMillis() / MILLIS_PER_SECOND,
        undoes(beginning),
        undoesBatch(beginning),
        null);
  }

  private static @Nullable String idOrNull(@Nullable Long run) {
    return run == null ? null : PublicId.of(IdKind.IMPORT, run);
  }

  private static @Nullable String undoes(ImportRun.Beginning beginning) {
    return beginning.undoes() instanceof Undo.Source.Import(long run) ? idOrNull(run) : null;
  }

  private static @Nullable String undoesBatch(ImportRun.Beginning beginning) {
    return beginning.undoes() instanceof Undo.Source.Batch(long id)
        ? PublicId.of(IdKind.BATCH, id)
        : null;
  }

  /** As it is kept, or as far as it came. */
  static ImportBody of(ImportRun run, JsonMapper json) {
    if (run.report() == null) {
      return unfinished(run);
    }
    ObjectNode kept = (ObjectNode) json.readTree(run.report());
    kept.put("undone_by", idOrNull(run.undoneBy())); // which came later
    return json.treeToValue(kept, ImportBody.class);
  }

  /** One of which no report is kept. */
  private static ImportBody unfinished(ImportRun run) {
    return new ImportBody(
        "import",
        PublicId.of(IdKind.IMPORT, run.id()),
        run.beginning().kind(),
        run.beginning().fileName(),
        run.beginning().sha256(),
        run.beginning().actor(),
        false,
        "unfinished",
        null,
        null,
        null,
        false,
        0,
        0,
        0,
        0,
        0,
        0,
        new Created(0, 0),
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        null,
        new ImportReport.Unknown(List.of(), 0, List.of(), 0),
        List.of(),
        List.of(),
        0,
        run.beginning().startedAt(),
        null,
        0,
        undoes(run.beginning()),
        undoesBatch(run.beginning()),
        idOrNull(run.undoneBy()));
  }
}
