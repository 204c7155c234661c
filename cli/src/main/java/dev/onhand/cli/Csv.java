package dev.onhand.cli;

import dev.onhand.model.Text;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values as RFC 4180 has them, but for the line end, which is that of the shell.
 */
final class Csv {

  private Csv() {}

  static String line(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(","));
  }

  /**
   * The cell for a text that anyone may have written: one that no spreadsheet runs, and without
   * control characters but tabs and line breaks.
   */
  static String guarded(String text) {
    // By its first character as it is, before that may be escaped.
    return Plain.lines(Text.guarded(text));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
