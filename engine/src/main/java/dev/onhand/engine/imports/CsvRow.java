package dev.onhand.engine.imports;

import java.util.Arrays;
import java.util.List;

/**
 * A record of a CSV file.
 *
 * @param line the line it begins on, from 1
 * @param fields as many as the header has; those beyond {@code count} are null
 * @param count how many fields the record has, which may be more than the header
 * @param added how many of them are not the file's, but given to each record
 */
record CsvRow(long line, String[] fields, int count, int added) {

  /** The same with more fields at the end. */
  CsvRow with(List<ColumnChoice.Added> more) {
    if (more.isEmpty()) {
      return this;
    }
    String[] all = Arrays.copyOf(fields, fields.length + more.size());
    for (int i = 0; i < more.size(); i++) {
      all[fields.length + i] = more.get(i).of(line);
    }
    return new CsvRow(line, all, count + more.size(), more.size());
  }

  boolean isBlank() {
    for (int i = 0; i < Math.min(count, fields.length); i++) {
      if (!fields[i].isBlank()) {
        return false;
      }
    }
    return true;
  }
}
