package dev.onhand.sandbox.backmarket;

import java.util.ArrayList;
import java.util.List;

/** Rows of a CSV whose signs the client chose. */
final class Csv {
  private Csv() {}

  /** All rows that are not empty. A quote is doubled inside quotes. */
  static List<List<String>> rows(String text, char delimiter, char quote) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      if (sign == quote) {
        boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == quote;
        if (doubled) {
          cell.append(quote);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (sign == delimiter || sign == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (sign == '\n') {
          add(row, rows);
          row = new ArrayList<>();
        }
      } else if (quoted || sign != '\r') {
        cell.append(sign);
      }
    }
    row.add(cell.toString());
    add(row, rows);
    return rows;
  }

  private static void add(List<String> row, List<List<String>> rows) {
    if (row.size() > 1 || !row.getFirst().isEmpty()) {
      rows.add(row);
    }
  }
}
