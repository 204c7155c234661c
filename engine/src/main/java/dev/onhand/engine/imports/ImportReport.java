package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an import found and did.
 *
 * @param orders null: the file has none
 * @param leftOut lines that are no goods, by the file's own code for them
 * @param rules for a retailer's file: how many lines each rule of its mapping caught
 * @param reasons how many movements of each reason the file asks for
 * @param preview the first lines as understood
 * @param difference what would become of stock; null: it is no dry run, or one of orders
 * @param unknown names that are not in the catalogue (and will be, where they are to be created)
 * @param warnings what is allowed but looks wrong
 * @param errors the first {@value Tally#ERRORS_MAX}, by line
 * @param errorsTotal how many there are in all
 */
public record ImportReport(
    String kind,
    Ending ending,
    @Nullable Layout layout,
    Counts counts,
    @Nullable OrderCounts orders,
    SortedMap<String, Long> leftOut,
    SortedMap<String, Long> rules,
    SortedMap<String, Long> reasons,
    List<PreviewRow> preview,
    @Nullable StockDifference difference,
    Unknown unknown,
    List<String> warnings,
    List<ImportError> errors,
    long errorsTotal) {

  public ImportReport {
    leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    preview = List.copyOf(preview);
    warnings = List.copyOf(warnings);
    errors = List.copyOf(errors);
  }

  /**
   * Of a list of commands that was no file.
   *
   * @param outcomes of each; none: it is not known what became of them
   * @param detail what is wrong with one that is refused
   */
  public static ImportReport of(
      String kind, List<Outcome> outcomes, Function<Outcome.Refused, String> detail) {
    Tally tally = new Tally(kind);
    tally.rows = outcomes.size();
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case Outcome.Recorded recorded -> tally.recorded++;
        case Outcome.ListRefused because -> tally.refused++; // the one to blame is among them
        case Outcome.Refused refused -> {
          tally.refused++;
          tally.error(new ImportError(i + 1L, null, refused.code(), detail.apply(refused)));
        }
        case Outcome.AlreadyRecorded recorded -> tally.alreadyRecorded++;
        case Outcome.Unchanged unchanged -> tally.alreadyRecorded++;
      }
    }
    if (outcomes.isEmpty()) {
      return tally.report(Ending.STOPPED);
    }
    return tally.report(tally.hasErrors() ? Ending.NOTHING_APPLIED : Ending.COMPLETE);
  }

  /** How far it went. */
  public enum Ending {
    /** A dry run: nothing was written. */
    CHECKED,
    /** Every line was dealt with. */
    COMPLETE,
    /** The file has errors, so that nothing of it was applied. */
    NOTHING_APPLIED,
    /**
     * The ledger refused a line or could not be reached, and the rest was not tried. What was
     * recorded stays; the same file again goes on from there.
     */
    STOPPED;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How the file is written.
   *
   * @param charset its name
   * @param basis what the charset was known by
   * @param separator between fields; null: its lines are objects in JSON
   */
  public record Layout(String charset, Basis basis, @Nullable Character separator, boolean gzip) {

    /** What a charset is known by. */
    public enum Basis {
      /** The caller said so. */
      GIVEN,
      /** A byte order mark. */
      MARK,
      /** All of the file is valid UTF-8. */
      VALID,
      /** It is not UTF-8, and this fits best: for a preview only. */
      GUESS;

      /** As written in the API. */
      public String code() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /**
   * Of a complete import: rows + openings = recorded + alreadyRecorded + refused + skipped + left
   * out.
   *
   * @param rows records of the file but for its header and empty lines
   * @param recorded movements that this import brought into the journal
   * @param alreadyRecorded movements that were there before
   * @param refused rows that the ledger refused
   * @param skipped rows that are wrong and were left out
   * @param openings movements of opening stock, for a retailer's file; they are no rows of it
   */
  public record Counts(
      long rows,
      long recorded,
      long alreadyRecorded,
      long refused,
      long skipped,
      long openings,
      long productsCreated,
      long locationsCreated) {}

  /**
   * What orders of a file did to stock.
   *
   * @param orders how many there are
   * @param delivered how often one was handed in and taken; one that is shown twice counts twice
   * @param reserved units of products, as {@code released}, {@code shipped} and {@code returned}
   * @param returnsLinked returns that were booked with the order that they are of
   * @param returnsUnlinked returns whose order was not found
   */
  public record OrderCounts(
      long orders,
      long delivered,
      long reserved,
      long released,
      long shipped,
      long returned,
      long returnsLinked,
      long returnsUnlinked) {}

  /** A line as understood. */
  public record PreviewRow(
      long line,
      String key,
      @Nullable Instant occurredAt,
      String sku,
      String location,
      @Nullable String toLocation,
      String reason,
      long quantity,
      String causeKind,
      @Nullable String reference,
      @Nullable String causeLine,
      @Nullable String note) {}

  /**
   * What would become of stock.
   *
   * @param levels how many products at a location would have another number on hand
   * @param units by how many all of them together would change
   * @param rows the first {@value Differences#ROWS_MAX}, in the order of the file
   */
  public record StockDifference(long levels, long units, List<StockDifferenceRow> rows) {
    public StockDifference {
      rows = List.copyOf(rows);
    }
  }

  /**
   * On hand of a product at a location.
   *
   * @param before as it is now
   * @param after as it would be then
   */
  public record StockDifferenceRow(String sku, String location, long before, long after) {}

  /**
   * Names that are not in the catalogue.
   *
   * @param products the first {@value Tally#NAMES_MAX} of {@code productsTotal}
   * @param locations the first {@value Tally#NAMES_MAX} of {@code locationsTotal}
   */
  public record Unknown(
      List<String> products, long productsTotal, List<String> locations, long locationsTotal) {
    public Unknown {
      products = List.copyOf(products);
      locations = List.copyOf(locations);
    }
  }
}
