package dev.onhand.connector;

import java.time.Instant;

/** A channel that can be asked for its orders. */
public interface ReportsOrders {

  /**
   * A page of the orders that changed at or after a time, by the channel's clock, in any order.
   * Pages may overlap and shift while they are read; no order whose last change was before the
   * first page was asked for may be missing from all of them.
   *
   * @param changedSince the same for all pages of a run
   * @param from {@link Cursor#START}, or where the page before says that the next one begins
   */
  OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException;
}
