package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.model.Gtin;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a product.
 *
 * @param name 0 to {@value #NAME_LENGTH_MAX} characters
 * @param floor 0 or less, as far as −{@link Quantity#UNITS_MAX}; null: none. Only a tracked product
 *     has one
 */
public record ProductData(
    Sku sku, @Nullable Gtin gtin, String name, Tracking tracking, @Nullable Long floor) {

  public static final int NAME_LENGTH_MAX = 500;

  public ProductData {
    name = Text.free("name", name, NAME_LENGTH_MAX);
    if (floor != null && (floor > 0 || floor < -Quantity.UNITS_MAX)) {
      throw new IllegalArgumentException(
          "floor must be 0 or less and at least -%d, not %d: 0 never lets available fall below zero, -5 allows five units of pre-order"
              .formatted(Quantity.UNITS_MAX, floor));
    }
    if (floor != null && tracking != Tracking.TRACKED) {
      throw new IllegalArgumentException(
          "floor must be null for a product that is " + tracking.code());
    }
    boolean placeholder = gtin != null && gtin.isPlaceholder();
    if (placeholder && tracking != Tracking.PLACEHOLDER) {
      throw new IllegalArgumentException(
          "gtin %s stands for an unmatched product: tracking must be placeholder".formatted(gtin));
    }
  }

  /** What this product's data would be after a change. */
  public static ProductData of(Product before, ProductPatch patch) {
    Tracking tracking = patch.tracking() == null ? before.tracking() : patch.tracking();
    Long floorBefore = tracking == before.tracking() ? before.floor() : defaultFloor(tracking);
    return new ProductData(
        patch.sku() == null ? before.sku() : patch.sku(),
        patch.gtin().orElse(before.gtin()),
        patch.name() == null ? before.name() : patch.name(),
        tracking,
        patch.floor().orElse(floorBefore));
  }

  /** The floor of a product of which nothing else was said: never negative, if it is counted. */
  public static @Nullable Long defaultFloor(Tracking tracking) {
    return tracking == Tracking.TRACKED ? Long.valueOf(0) : null;
  }
}
