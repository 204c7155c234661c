package dev.onhand.engine.orders;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.Slice;
import org.jspecify.annotations.Nullable;

/** Who waits for what, as lists show it. */
public interface Backorders {

  /**
   * The queues of products, one after the other, each in the order in which it is filled.
   *
   * @param product null: of all products
   * @param channel code of the orders' channel; null: of all
   * @param after those behind this place; null: from the beginning
   */
  Slice<Backorder> list(
      SellerId seller,
      @Nullable ProductRef product,
      @Nullable String channel,
      Backorder.@Nullable Place after,
      int limit);
}
