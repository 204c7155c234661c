package dev.onhand.connectors.files;

import dev.onhand.connector.Settings;
import dev.onhand.connector.Table;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the partner writes files.
 *
 * @param names what a column is called there, by what it is called here
 * @param statuses what a status is here, by what it is there, in small letters
 */
record Layout(
    char delimiter, Charset charset, Map<String, String> names, Map<String, String> statuses) {

  /** What columns are called here. */
  static final String COLUMNS =
      "order, status, created, updated, country, postcode, line, listing, sku, gtin, title,"
          + " quantity, cancelled, shipped, returned";

  Layout {
    names = Map.copyOf(names);
    statuses = Map.copyOf(statuses);
  }

  /**
   * @throws IllegalArgumentException if it names a column that there is not
   */
  static Map<String, String> names(Settings settings) {
    Map<String, String> names = settings.pairs("columns");
    for (String name : names.keySet()) {
      if (!List.of(COLUMNS.split(", ")).contains(name)) {
        throw new IllegalArgumentException(
            "names '%s', which is no column: they are %s".formatted(name, COLUMNS));
      }
    }
    return names;
  }

  /**
   * @param settings checked
   */
  static Layout of(Settings settings) {
    return new Layout(
        switch (settings.text("delimiter")) {
          case "semicolon" -> ';';
          case "tab" -> '\t';
          case "pipe" -> '|';
          default -> ',';
        },
        Charset.forName(settings.text("charset")),
        names(settings),
        settings.words("statuses", FilesMapping.STATUSES.keySet()));
  }

  Table table(byte[] body) {
    return Table.of(new String(body, charset), delimiter);
  }

  /** What a column is called there. */
  String name(String column) {
    return names.getOrDefault(column, column);
  }

  int column(Table table, String column) {
    return table.column(name(column));
  }

  /** As it is called here; one that is not named stays as it is, to be known or reported. */
  String status(String theirs) {
    return statuses.getOrDefault(theirs.toLowerCase(Locale.ROOT), theirs);
  }
}
