package dev.onhand.engine.batch;

import static java.util.stream.Collectors.joining;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.onhand.connector.Sha256;
import dev.onhand.core.batch.Scan;
import dev.onhand.model.CodeColumn;
import dev.onhand.model.Quantity;
import dev.onhand.model.Separator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what was scanned from a text with a code and its units in each line. */
public final class ScanLines {

  /** More go by more texts. */
  public static final int MAX = 10_000;

  /** Enough of a text's hash that no two have it. */
  private static final int HASH_CHARACTERS = 32;

  private ScanLines() {}

  /** What the scans of a text are called by what is in it, however its lines end. */
  public static String nameOf(String text) {
    String plain = text.replace("\ufeff", "").lines().map(String::strip).collect(joining("\n"));
    String hash = Sha256.hex(plain.strip().getBytes(StandardCharsets.UTF_8));
    return "lines-" + hash.substring(0, HASH_CHARACTERS);
  }

  /**
   * Reads a CSV: code (SKU, GTIN or barcode) and units, which are 1 where the line has none. The
   * separator is by the first line, as {@link Separator} says; a first line of names is left out.
   *
   * @param id what the scans are called for ever: the same text under the same id counts once
   * @param at when all of it was scanned
   * @throws IllegalArgumentException with the line that cannot be understood, and why
   */
  public static List<NewScan> read(String text, String id, Instant at) {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    List<NewScan> scans = new ArrayList<>();
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .fieldSeparator(Separator.of(plain))
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(plain)) {
      for (CsvRecord row : rows) {
        String code = row.getField(0).strip();
        boolean isHeader = row.getStartingLineNumber() == 1 && CodeColumn.isNamed(code);
        if (!isHeader && !(code.isEmpty() && row.getFieldCount() == 1)) {
          scans.add(scan(row, code, id + "-" + row.getStartingLineNumber(), at));
        }
        if (scans.size() > MAX) {
          throw new IllegalArgumentException(
              "lines must be at most %d: part the file".formatted(MAX));
        }
      }
    } catch (CsvParseException e) {
      throw new IllegalArgumentException("lines cannot be read as CSV: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (scans.isEmpty()) {
      throw new IllegalArgumentException(
          "lines has none: write a SKU, GTIN or barcode and its units in each, such as MUG-1,3");
    }
    return scans;
  }

  private static NewScan scan(CsvRecord row, String code, String id, Instant at) {
    String where = "line " + row.getStartingLineNumber();
    if (row.getFieldCount() > 2) {
      throw new IllegalArgumentException(
          "%s has %d fields; write the code and its units".formatted(where, row.getFieldCount()));
    }
    try {
      String units = row.getFieldCount() < 2 ? "" : row.getField(1).strip();
      long number = units.isEmpty() ? 1 : Quantity.parseWhole("units", units);
      return new NewScan(id, code, new Scan(number, at, false));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }
}
