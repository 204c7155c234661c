package dev.onhand.core.ledger;

import dev.onhand.model.Sku;

/** How a caller names a product: by its id, or by the SKU it has now. */
public sealed interface ProductRef permits ProductId, ProductRef.BySku {

  /** The product that has this SKU when the command is decided. */
  record BySku(Sku sku) implements ProductRef {
    @Override
    public String toString() {
      return sku.value();
    }
  }

  static ProductRef sku(String sku) {
    return new BySku(new Sku(sku));
  }
}
