package dev.onhand.engine.stock;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where stock is looked up: as of now, at the price of a few rows, however long the journal. */
public interface Stock {

  /** Whether a list gives each product's levels, or only its sums. */
  enum Detail {
    SUMS,
    LEVELS
  }

  /** A product's stock with all its levels; empty if there is no such product. */
  Optional<StockTotals> find(SellerId seller, ProductRef product);

  /** One level; empty if there is no such product or location, or never was any of it there. */
  Optional<StockLevel> findLevel(SellerId seller, ProductRef product, LocationRef location);

  /**
   * Products and their stock, by SKU; cursors are ids of products.
   *
   * @throws IllegalArgumentException if the filter's location or the page's product does not exist
   */
  Slice<StockTotals> list(SellerId seller, StockFilter filter, Detail detail, PageRequest page);

  /**
   * What stock of these products is set against.
   *
   * @param location where it runs low; null: wherever it is sold from
   * @throws IllegalArgumentException if the location does not exist
   */
  Map<ProductId, StockLimits> limits(
      SellerId seller, List<ProductId> products, @Nullable LocationRef location);
}
