package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.util.Map;
import java.util.Optional;

/** What bundles are made of. */
public interface Bundles {

  /** Empty if there is no such product, or it is no bundle. */
  Optional<Bundle> find(SellerId seller, ProductRef product);

  /** Bundles by SKU; cursors are ids of products. */
  Slice<Bundle> list(SellerId seller, PageRequest page);

  /**
   * Makes a product a bundle, or gives a bundle other components. Lines of orders for which
   * something was done keep those of then. Blocked where the product has stock of its own, is in a
   * bundle itself, or orders wait for it; and where a component is a bundle or a placeholder.
   *
   * @param units of each component in one bundle
   */
  Saving<Bundle> set(SellerId seller, ProductRef product, Map<ProductId, Long> units, Edit edit);

  /** Makes a bundle a usual product again, with no stock. */
  Saving<Product> remove(SellerId seller, ProductRef product, Edit edit);
}
