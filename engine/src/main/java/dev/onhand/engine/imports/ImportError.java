package dev.onhand.engine.imports;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong in a file, and where.
 *
 * @param line the line of the file, from 1, on which the record begins; 0: the file as a whole
 * @param column the column's name, or null if no one column is to blame
 * @param code stable, for programs
 * @param detail a sentence for the person, which says what to do
 */
public record ImportError(long line, @Nullable String column, String code, String detail) {
  public ImportError {
    detail = Shown.plain(detail); // it may quote the file
  }
}
