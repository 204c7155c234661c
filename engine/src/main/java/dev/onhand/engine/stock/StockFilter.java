package dev.onhand.engine.stock;

import dev.onhand.core.ledger.LocationRef;
import org.jspecify.annotations.Nullable;

/**
 * Which products' stock is wanted. All that is said must hold.
 *
 * @param location only products that have, or had, stock there; the sums are then of that location
 *     alone. Null: all locations
 * @param belowFloor only products with a level that is below its floor
 * @param runningLow only products of which an alert says that they run low: in all, or at the
 *     location if there is one
 * @param prefix only products whose SKU or name begins so, folded (lower case, single blanks);
 *     null: any
 */
public record StockFilter(
    @Nullable LocationRef location,
    boolean belowFloor,
    boolean runningLow,
    @Nullable String prefix) {

  /** No wish but to see all. */
  public static final StockFilter ALL = new StockFilter(null, false, false, null);
}
