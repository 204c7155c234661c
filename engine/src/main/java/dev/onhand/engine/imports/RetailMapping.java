package dev.onhand.engine.imports;

import java.time.ZoneId;
import java.util.List;

/**
 * What the lines of one retailer's (or shop system's) export mean. It looks at one line at a time,
 * keeps nothing between lines and reads no clock, so that a file always means the same. All else is
 * done for it: reading the file, numbering the lines of a document, keys, orders of what was sold,
 * links of what came back, opening stock, names. A line is a sale if its reason is {@code sale} and
 * its document an order, and came back if its reason is {@code sale_return} and its document a
 * return.
 *
 * <p>To add one, write an implementation, say its rules in its Javadoc, and hand it to the {@link
 * Importer}.
 */
public interface RetailMapping {

  /**
   * The kind of import, as on the command line; also the beginning of each movement's key, so it
   * must never change.
   */
  String name();

  /** The columns the mapping reads; the file may have more, in any order. */
  List<String> columns();

  /**
   * Which of {@link #columns} holds the number of the document (invoice, order) that a line belongs
   * to. A sale's document is its order. A movement's key is {@code name:document:n}, where n counts
   * the lines of the document in the file.
   */
  int documentColumn();

  /** The zone of the times in the file. */
  ZoneId zone();

  /**
   * What a line means.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong with the line
   */
  RetailLine map(SourceLine line);
}
