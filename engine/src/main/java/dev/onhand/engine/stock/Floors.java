package dev.onhand.engine.stock;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.Run;
import org.jspecify.annotations.Nullable;

/**
 * The floors of single levels: the least that available may be there, if it is another than the
 * product's.
 */
public interface Floors {

  /** The floor that a level is to have. */
  sealed interface Wish {

    /**
     * One of its own.
     *
     * @param floor 0 or less, as far as −{@link dev.onhand.model.Quantity#UNITS_MAX}; null: none,
     *     available may fall as it likes
     */
    record Own(@Nullable Long floor) implements Wish {
      public Own {
        if (floor != null && (floor > 0 || floor < -dev.onhand.model.Quantity.UNITS_MAX)) {
          throw new IllegalArgumentException(
              "floor must be 0 or less and at least -%d, not %d: 0 never lets available fall below zero, -5 allows five units of pre-order"
                  .formatted(dev.onhand.model.Quantity.UNITS_MAX, floor));
        }
      }
    }

    /** The product's, whatever that is. */
    record Inherited() implements Wish {}
  }

  /** What became of the wish. */
  sealed interface Result {

    /** The level as it is now. */
    record Saved(StockLevel level) implements Result {}

    record UnknownProduct() implements Result {}

    record UnknownLocation() implements Result {}

    /** The level is not at the version that the caller saw. */
    record Stale(long version) implements Result {}

    /** The product is one that has no floors. */
    record Untracked() implements Result {}
  }

  /**
   * Puts a level under a floor, also one at which nothing ever was. A level that is then below it
   * is marked so since now; nothing else changes.
   */
  Result set(
      SellerId seller, ProductRef product, LocationRef location, Wish floor, Edit edit, Run run);
}
