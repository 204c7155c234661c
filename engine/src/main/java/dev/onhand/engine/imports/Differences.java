package dev.onhand.engine.imports;

import dev.onhand.engine.imports.ImportReport.StockDifference;
import dev.onhand.engine.imports.ImportReport.StockDifferenceRow;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a dry run would have made of stock so far: the first rows by name, of the others numbers
 * alone.
 */
final class Differences {

  static final int ROWS_MAX = 200;

  private final Map<String, StockDifferenceRow> rows = new LinkedHashMap<>();

  /** By how many units each level would have changed. */
  private final HashTable changes = new HashTable();

  private long levels;
  private long units;

  /** Notes what some lines would make of a level, after what those before them did. */
  void note(String sku, String location, long before, long after) {
    if (before == after) {
      return;
    }
    String name = sku + '\n' + location;
    long change = after - before;
    units += change;
    long together = changes.add(HashTable.hash(name), change);
    if (together == 0) {
      levels--;
    } else if (together == change) {
      levels++;
    }
    StockDifferenceRow row = rows.get(name);
    if (row != null) {
      rows.put(name, new StockDifferenceRow(sku, location, row.before(), after));
    } else if (rows.size() < ROWS_MAX) {
      rows.put(name, new StockDifferenceRow(sku, location, before, after));
    }
  }

  StockDifference report() {
    return new StockDifference(
        levels, units, rows.values().stream().filter(row -> row.before() != row.after()).toList());
  }
}
