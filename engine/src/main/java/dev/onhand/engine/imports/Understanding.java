package dev.onhand.engine.imports;

import org.jspecify.annotations.Nullable;

/** Makes sense of the lines of a file, one after the other; for one pass over it. */
interface Understanding {

  /**
   * @param next the record after, or null at the end
   * @throws BadLineException if the line is wrong
   */
  Understood of(CsvRow row, @Nullable CsvRow next);
}
