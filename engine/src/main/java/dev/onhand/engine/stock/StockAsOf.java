package dev.onhand.engine.stock;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of a product there was at an instant: the sum of its movements up to then. */
public interface StockAsOf {

  /** What there was at one location. */
  record LevelAsOf(LocationId location, LevelUnits units) {}

  /**
   * Looks back, in milliseconds also for a product with hundreds of thousands of movements.
   *
   * @param location only there; null: everywhere
   * @param at movements at this very instant count
   * @return a level for each location that had a movement by then, by location
   */
  List<LevelAsOf> levels(
      SellerId seller, ProductId product, @Nullable LocationId location, TimeAxis axis, Instant at);
}
