package dev.onhand.engine.testing;

import dev.onhand.engine.orders.Returns;

/** Returns of in-memory orders. */
public final class InMemoryReturns {

  private InMemoryReturns() {}

  public static Returns of(InMemoryOrders orders) {
    InMemoryOrderRows rows = new InMemoryOrderRows(orders);
    return new Returns(orders, rows, rows);
  }
}
