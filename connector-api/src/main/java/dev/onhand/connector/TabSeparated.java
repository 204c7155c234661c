package dev.onhand.connector;

import java.util.List;
import java.util.stream.Stream;

/**
 * A report in rows and columns that tabs part, where a quote is a letter like any other. Columns
 * are found by name: which there are, and in what order, varies. It is read line by line, as it may
 * be large; for what has quotes there is {@link Table}.
 */
public final class TabSeparated {

  private static final String TAB = "\t";

  private TabSeparated() {}

  /**
   * Some columns of a report, row by row; rows that are cut short before one of them are left out.
   *
   * @param columns at least one, as its first line names them
   * @throws IllegalStateException if it has not all of them
   */
  public static Stream<List<String>> cells(String report, String... columns) {
    List<String> head = report.lines().limit(1).flatMap(line -> Stream.of(split(line))).toList();
    List<Integer> places = Stream.of(columns).map(head::indexOf).toList();
    if (places.contains(-1)) {
      throw new IllegalStateException(
          "the report has no column %s".formatted(columns[places.indexOf(-1)]));
    }
    return report
        .lines()
        .skip(1)
        .map(TabSeparated::split)
        .filter(row -> places.stream().allMatch(place -> place < row.length))
        .map(row -> places.stream().map(place -> row[place]).toList());
  }

  private static String[] split(String line) {
    return line.split(TAB, -1);
  }
}
