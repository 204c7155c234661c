package dev.onhand.engine.imports;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong in a file, and where.
 *
 * @param line the line of the file, from 1, on which the record begins; 0: the file as a whole
 * @param order the order it is of, as {@code channel/external_id}; null: of none, or it is not
 *     known
 * @param column the column's name, or null if no one column is to blame
 * @param code stable, for programs
 * @param detail a sentence for the person, which says what to do
 */
public record ImportError(
    long line, @Nullable String order, @Nullable String column, String code, String detail) {

  public ImportError {
    order = order == null ? null : Shown.shortly(order);
    detail = Shown.plain(detail); // it may quote the file
  }

  /** Of a file without orders, or before it is known of which order. */
  public ImportError(long line, @Nullable String column, String code, String detail) {
    this(line, null, column, code, detail);
  }

  /** The same, with the order it is of. */
  ImportError of(@Nullable String newOrder) {
    return new ImportError(line, newOrder, column, code, detail);
  }
}
