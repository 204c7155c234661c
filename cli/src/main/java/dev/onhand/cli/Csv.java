package dev.onhand.cli;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values as RFC 4180 has them, but for the line end, which is that of the shell.
 */
final class Csv {

  /** A spreadsheet takes a text that begins so for a formula. */
  private static final String FORMULA_STARTS = "=+-@\t\r\0";

  private Csv() {}

  static String line(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(","));
  }

  /**
   * The cell for a text that anyone may have written: with an apostrophe before it where a
   * spreadsheet would run it, and without control characters but tabs and line breaks. Numbers do
   * not come here: a negative one stays a number.
   */
  static String guarded(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return (formula ? "'" : "") + Plain.lines(text);
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
