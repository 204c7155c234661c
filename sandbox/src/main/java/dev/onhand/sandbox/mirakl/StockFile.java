package dev.onhand.sandbox.mirakl;

import dev.onhand.sandbox.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file of a form: rows of cells between semicolons, of which the first names the columns. */
final class StockFile {
  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\"]+)\"?");
  private static final List<String> COLUMNS = List.of("offer-sku", "quantity");

  private StockFile() {}

  /** Empty: there is no such file in the form. */
  static List<List<String>> of(Request request) {
    Matcher type = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
    if (!type.matches()) {
      return List.of();
    }
    for (String part : request.text().split(Pattern.quote("--" + type.group(1)), -1)) {
      int end = part.indexOf("\r\n\r\n");
      if (end >= 0 && part.substring(0, end).contains("name=\"file\"")) {
        return rows(part.substring(end + 4));
      }
    }
    return List.of();
  }

  private static List<List<String>> rows(String text) {
    List<List<String>> rows =
        text.lines().filter(line -> !line.isEmpty()).map(StockFile::cells).toList();
    boolean isStock = !rows.isEmpty() && rows.getFirst().containsAll(COLUMNS);
    return isStock ? rows : List.of();
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char sign = line.charAt(i);
      if (sign == '"' && quoted && line.startsWith("\"\"", i)) {
        cell.append(sign);
        i++;
      } else if (sign == '"') {
        quoted = !quoted;
      } else if (sign == ';' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(sign);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** A cell by the name of its column. */
  static String cell(List<String> columns, List<String> row, String name) {
    return Optional.of(columns.indexOf(name))
        .filter(at -> at >= 0 && at < row.size())
        .map(row::get)
        .orElse("");
  }
}
