package dev.onhand.engine.simulation.orders;

import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one order.
 *
 * @param shown what its channel shows of it, oldest first
 * @param back what comes back to a house; null: nothing does
 */
record OrderLife(Order.Name name, List<OrderSnapshot> shown, @Nullable Back back) {

  /**
   * Units of a line that somebody unpacks.
   *
   * @param house null: where they were shipped from
   */
  record Back(Order.Name name, String line, long units, @Nullable String house, State state) {}

  OrderLife {
    shown = List.copyOf(shown);
  }
}
