package dev.onhand.core.ledger;

import dev.onhand.model.Sku;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger needs to know of a product.
 *
 * @param floor the least that available may be where no level says otherwise; null: untracked
 */
public record Stocked(ProductId id, Sku sku, Tracking tracking, @Nullable Long floor) {

  /** How a product's units are counted. */
  public enum Tracking {
    /** Counted; available never falls below its floor by a wish. */
    TRACKED,
    /** Journalled, but never refused: there is always more (a service, print on demand). */
    UNTRACKED,
    /** Stands for "matched nothing" (GTIN 0000000000000): nothing can be moved. */
    PLACEHOLDER,
    /** Sold whole and stocked as its components: nothing of itself can be moved. */
    BUNDLE;

    /** As written in the database, the API and files. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
