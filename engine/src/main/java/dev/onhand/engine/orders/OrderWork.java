package dev.onhand.engine.orders;

import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.engine.ledger.Planning;
import java.util.List;

/**
 * Work on one order, planned with its row locked.
 *
 * @param <R> what the caller is answered
 */
public interface OrderWork<R> extends Planning<OrderState, R> {

  Order.Name name();

  @Override
  default Class<OrderState> type() {
    return OrderState.class;
  }

  @Override
  default Order.Name key() {
    return name();
  }

  @Override
  default List<Order.Name> others() {
    return List.of();
  }

  /** What is sold by lines that it brings along. */
  default List<Item> items() {
    return List.of();
  }
}
