package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.model.Sku;
import java.util.List;

/**
 * A product that is sold whole and stocked as its components. A pack of six is one of a single
 * component.
 *
 * @param components by SKU, at least one
 * @param version that of the product
 */
public record Bundle(ProductId id, Sku sku, String name, List<Component> components, long version) {

  public static final int COMPONENTS_MAX = 100;
  public static final long UNITS_MAX = 1_000_000;

  /**
   * A product in a bundle.
   *
   * @param units of it in one bundle, 1 to {@value #UNITS_MAX}
   */
  public record Component(ProductId id, Sku sku, String name, long units) {}

  public Bundle {
    components = List.copyOf(components);
  }
}
