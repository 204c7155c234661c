package dev.onhand.engine.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.util.List;
import java.util.Optional;

/** Where orders are looked up. They are written in the commit of their movements. */
public interface OrderRows {

  Optional<OrderView> find(SellerId seller, Order.Name name);

  /** Orders, newest first, by id. */
  Slice<OrderSummary> list(SellerId seller, OrderFilter filter, PageRequest page);

  /** An order by its id and name. */
  record Named(long id, Order.Name name) {}

  /**
   * The orders of a channel that are not done with, oldest first, by id: those with units that are
   * held or wait, or that were not reported shipped.
   */
  Slice<Named> open(SellerId seller, String channel, PageRequest page);

  /**
   * Orders with something to be done that could be possible now: backorders of products that have
   * units free, oldest first; lines parked for a SKU that there is now; holds that are over.
   */
  List<Order.Name> ready(SellerId seller, java.time.Instant now, int limit);
}
