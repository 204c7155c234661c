package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where products are kept. */
public interface Products {

  Optional<Product> find(SellerId seller, ProductRef ref);

  /** All products, by SKU. */
  Slice<Product> list(SellerId seller, PageRequest page);

  /**
   * Products whose SKU or name begins so, by SKU.
   *
   * @param prefix folded, see {@link Sku#folded()}
   */
  Slice<Product> listByPrefix(SellerId seller, String prefix, PageRequest page);

  /** Products with this GTIN, by SKU. */
  Slice<Product> listByGtin(SellerId seller, Gtin gtin, PageRequest page);

  /** What these are called; those without a name are left out. */
  Map<ProductId, String> names(SellerId seller, Collection<ProductId> products);

  /**
   * Makes a product.
   *
   * @return never missing nor stale
   */
  Saving<Product> create(SellerId seller, ProductData data, Instant at);

  /**
   * Changes a product. A new SKU leaves a row in the history of its SKUs; a new floor is at once
   * that of all levels which have none of their own, and levels that are then below it are marked
   * since now.
   *
   * @throws IllegalArgumentException if the product as changed would not be a valid one
   */
  Saving<Product> change(SellerId seller, ProductRef ref, ProductPatch patch, Edit edit);

  /** SKUs of other products that look like one of these when case and blanks do not count. */
  List<Sku> listTwins(SellerId seller, Sku of, Collection<String> folded);
}
