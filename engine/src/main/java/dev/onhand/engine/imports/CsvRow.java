package dev.onhand.engine.imports;

/**
 * A record of a CSV file.
 *
 * @param line the line it begins on, from 1
 * @param fields as many as the header has; those beyond {@code count} are null
 * @param count how many fields the record has, which may be more than the header
 */
record CsvRow(long line, String[] fields, int count) {

  boolean isBlank() {
    for (int i = 0; i < Math.min(count, fields.length); i++) {
      if (!fields[i].isBlank()) {
        return false;
      }
    }
    return true;
  }
}
