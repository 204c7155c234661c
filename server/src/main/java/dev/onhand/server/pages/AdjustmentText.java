package dev.onhand.server.pages;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.onhand.model.Separator;
import dev.onhand.server.web.ProblemException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a change as text: {@code SKU[,location],quantity}, and behind it what was seen, where it
 * comes back from a preview. Pasted out of a spreadsheet they have tabs in place of commas.
 */
final class AdjustmentText {

  /** As many as a person can look through before saying yes. */
  static final int LINES_MAX = 1_000;

  private static final int FIELDS_MAX = 4;

  private AdjustmentText() {}

  /**
   * Reads lines; a first one with the names of columns is passed over.
   *
   * @param location of lines that name none; empty: they have none
   * @throws ProblemException if it is no such text, with the line that is not
   */
  static List<AdjustmentLine> read(String text, String location) {
    return read(text, location, "SKU,quantity or SKU,location,quantity");
  }

  /**
   * As {@link #read(String, String)}.
   *
   * @param shape of a line, for a person who wrote another
   */
  static List<AdjustmentLine> read(String text, String location, String shape) {
    List<AdjustmentLine> lines = new ArrayList<>();
    CsvReader.CsvReaderBuilder builder =
        CsvReader.builder()
            .fieldSeparator(Separator.of(text))
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // a wrong number is told below
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    try {
      for (CsvRecord record : builder.ofCsvRecord(text)) {
        List<String> fields = record.getFields();
        if (!isHeader(fields, lines) && !fields.stream().allMatch(String::isBlank)) {
          lines.add(line(record.getStartingLineNumber(), fields, location, shape));
        }
        if (lines.size() > LINES_MAX) {
          throw ProblemException.invalid(
              "lines",
              "There are more than %,d lines. Import a file: onhand import movements FILE."
                  .formatted(LINES_MAX));
        }
      }
    } catch (CsvParseException e) {
      throw ProblemException.invalid(
          "lines",
          "Line %d or one behind it has a quote that is not closed.".formatted(lines.size() + 1));
    }
    return List.copyOf(lines);
  }

  private static boolean isHeader(List<String> fields, List<AdjustmentLine> before) {
    return before.isEmpty()
        && fields.getFirst().strip().equalsIgnoreCase("sku")
        && fields.getLast().chars().noneMatch(Character::isDigit);
  }

  private static AdjustmentLine line(
      long number, List<String> fields, String location, String shape) {
    return switch (fields.size()) {
      case 2 -> new AdjustmentLine(fields.get(0), location, fields.get(1), "");
      case 3 ->
          new AdjustmentLine(fields.get(0), orElse(fields.get(1), location), fields.get(2), "");
      case FIELDS_MAX ->
          new AdjustmentLine(fields.get(0), fields.get(1), fields.get(2), fields.get(3));
      default ->
          throw ProblemException.invalid(
              "lines",
              "Line %d must be %s; it has %d %s."
                  .formatted(number, shape, fields.size(), fields.size() == 1 ? "part" : "parts"));
    };
  }

  private static String orElse(String text, String usual) {
    return text.isBlank() ? usual : text;
  }

  /** As a person edits them. */
  static String write(List<AdjustmentLine> lines) {
    return write(lines, false);
  }

  /** As they come back with what was seen. */
  static String writeSeen(List<AdjustmentLine> lines) {
    return write(lines, true);
  }

  private static String write(List<AdjustmentLine> lines, boolean withSeen) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      for (AdjustmentLine line : lines) {
        List<String> fields = new ArrayList<>(List.of(line.sku()));
        if (withSeen || !line.location().isEmpty()) {
          fields.add(line.location());
        }
        fields.add(line.units());
        if (withSeen) {
          fields.add(line.seen());
        }
        csv.writeRecord(fields);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
