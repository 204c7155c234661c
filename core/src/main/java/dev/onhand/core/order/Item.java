package dev.onhand.core.order;

import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import org.jspecify.annotations.Nullable;

/**
 * What a line says was sold, in the channel's own words: a SKU, a GTIN, or both. Of both the SKU
 * counts where it is known, else the GTIN.
 *
 * @param sku null: the channel names none
 * @param gtin null: the channel names none; {@link Gtin#PLACEHOLDER}: it says that it matched
 *     nothing
 */
public record Item(@Nullable Sku sku, @Nullable Gtin gtin) {

  public Item {
    if (sku == null && gtin == null) {
      throw new IllegalArgumentException("sku or gtin is missing: a line must say what was sold");
    }
  }

  public static Item of(Sku sku) {
    return new Item(sku, null);
  }

  public static Item of(Gtin gtin) {
    return new Item(null, gtin);
  }

  /** The GTIN by which a product may be found; null: none, or the placeholder. */
  public @Nullable Gtin gtinToFind() {
    return gtin == null || gtin.isPlaceholder() ? null : gtin;
  }

  /** As people read it: the SKU, or without one {@code GTIN 4006381333931}. */
  @Override
  public String toString() {
    return sku != null ? sku.value() : "GTIN " + gtin;
  }

  /** A number that is the same wherever and whenever it is computed. */
  int weight() {
    return (sku == null ? 0 : sku.value().hashCode())
        + 31 * (gtin == null ? 0 : gtin.value().hashCode());
  }
}
