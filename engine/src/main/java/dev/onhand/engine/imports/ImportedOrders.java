package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which documents of retailers became orders, and whose they were: so that what came back can be
 * told from which order, in whatever file that was. Each call is one round trip.
 */
public interface ImportedOrders {

  /**
   * A document that became an order.
   *
   * @param document its number
   * @param lines how much of it was handed in: the number of its last line
   * @param customer null: not known
   */
  record Imported(
      String document, long order, int lines, @Nullable String customer, Instant occurredAt) {}

  /** Notes them; of one that is known the newest counts. */
  void remember(SellerId seller, String retailer, List<Imported> documents);

  /** {@link Imported#lines} of each of these documents; nothing for one that is unknown. */
  Map<String, Integer> linesOf(SellerId seller, String retailer, Collection<String> documents);

  /**
   * A line of an order that was made of a document.
   *
   * @param line its number in the document, from 1
   * @param units that were ordered
   */
  record KnownLine(String document, int line, Sku sku, long units) {}

  /** The lines of the orders of these documents, as they are ordered now. */
  List<KnownLine> knownLines(SellerId seller, String retailer, Collection<String> documents);

  /**
   * What came back.
   *
   * @param number to find the answer by
   * @param at not after this it was sold
   */
  record CameBack(int number, String customer, Sku sku, Instant at) {}

  /**
   * A line of an order that something may have come back of.
   *
   * @param number of the {@link CameBack}
   * @param units that left and have not come back
   */
  record SoldLine(int number, long order, String document, String line, long units) {}

  /** The lines by which that was sold to that customer, of the latest document first. */
  List<SoldLine> sales(SellerId seller, String retailer, List<CameBack> returns);

  /** Those of these keys that are in the journal. */
  Set<String> recorded(SellerId seller, Collection<String> keys);
}
