package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import java.util.List;

/** What imports and batches brought into the journal. */
public interface ImportedParts {

  /**
   * The movements of one.
   *
   * @param total all that it recorded
   * @param left ids of those that nobody reversed yet, product after product: of each first what
   *     took units out of the house, then the rest, the newest first. To reverse them in this order
   *     never needs units that the import itself took
   */
  record Noted(long total, long[] left) {}

  /** A movement that is to be reversed. */
  record Left(MovementId id, ProductId product, String sku, String key, Cause cause) {}

  Noted noted(SellerId seller, Undo.Source of);

  /**
   * Looks movements up.
   *
   * @param ids some thousands at most
   * @return in the order of the ids
   */
  List<Left> look(SellerId seller, long[] ids);
}
