package dev.onhand.connectors.files;

import dev.onhand.connector.Settings;
import dev.onhand.connector.Table;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the partner writes files.
 *
 * @param names what a column is called there, by what it is called here
 * @param statuses what a status is here, by what it is there, in small letters
 */
record Layout(
    char delimiter, Charset charset, Map<String, String> names, Map<String, String> statuses) {

  private static final String COLUMNS_SETTING = "columns";
  private static final String STATUSES_SETTING = "statuses";

  static final List<String> COLUMNS =
      List.of(
          "order",
          "status",
          "created",
          "updated",
          "country",
          "postcode",
          "line",
          "listing",
          "sku",
          "gtin",
          "title",
          "quantity",
          "cancelled",
          "shipped",
          "returned");

  Layout {
    names = Map.copyOf(names);
    statuses = Map.copyOf(statuses);
  }

  /** What is wrong with settings, by name. */
  static Map<String, String> problems(Settings settings) {
    Map<String, String> problems = new TreeMap<>();
    for (String name : List.of(COLUMNS_SETTING, STATUSES_SETTING)) {
      parts(settings, name)
          .filter(pair -> !isPair(pair))
          .findFirst()
          .ifPresent(
              pair ->
                  problems.put(
                      name,
                      "%s must be pairs such as a=b, c=d, not '%s'"
                          .formatted(name, String.join("=", pair))));
    }
    pairs(settings, COLUMNS_SETTING).keySet().stream()
        .filter(name -> !COLUMNS.contains(name))
        .findFirst()
        .ifPresent(
            name ->
                problems.putIfAbsent(
                    COLUMNS_SETTING,
                    "%s names '%s', which is no column: they are %s"
                        .formatted(COLUMNS_SETTING, name, String.join(", ", COLUMNS))));
    return problems;
  }

  /**
   * @param settings checked
   */
  static Layout of(Settings settings) {
    Map<String, String> statuses = new LinkedHashMap<>();
    pairs(settings, STATUSES_SETTING)
        .forEach((theirs, ours) -> statuses.put(lower(theirs), lower(ours)));
    return new Layout(
        switch (settings.text("delimiter")) {
          case "semicolon" -> ';';
          case "tab" -> '\t';
          case "pipe" -> '|';
          default -> ',';
        },
        Charset.forName(settings.text("charset")),
        pairs(settings, COLUMNS_SETTING),
        statuses);
  }

  private static Map<String, String> pairs(Settings settings, String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    parts(settings, name)
        .filter(Layout::isPair)
        .forEach(pair -> pairs.put(pair.getFirst().strip(), pair.getLast().strip()));
    return pairs;
  }

  private static Stream<List<String>> parts(Settings settings, String name) {
    return settings.find(name).stream()
        .flatMap(all -> Stream.of(all.split(",")))
        .map(pair -> List.of(pair.split("=", -1)));
  }

  private static boolean isPair(List<String> pair) {
    return pair.size() == 2 && pair.stream().noneMatch(String::isBlank);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
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
    return statuses.getOrDefault(lower(theirs), theirs);
  }
}
