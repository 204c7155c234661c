package dev.onhand.engine.imports;

import java.time.Instant;

/**
 * A line of a retailer's file, as a {@link RetailMapping} sees it. Columns are asked for by their
 * position in {@link RetailMapping#columns}.
 */
public interface SourceLine {

  /** The text of a column as it stands; empty if there is none. */
  String text(int column);

  /**
   * The time in a column, in the mapping's zone if it names none.
   *
   * @throws IllegalArgumentException if it is none
   */
  Instant time(int column);

  /** Whether neither the line before nor the one after belongs to the same document. */
  boolean isAlone();
}
