package dev.onhand.core.order;

import dev.onhand.core.ledger.Command;
import java.util.List;

/**
 * What is still to be done for an order.
 *
 * @param commands the missing movements, to be recorded all or none
 * @param after the order once they are
 * @param doubtful shipments among them that named a location in which something is wrong
 */
public record OrderPlan(List<Command> commands, Order after, List<DoubtfulShipment> doubtful) {
  public OrderPlan {
    commands = List.copyOf(commands);
    doubtful = List.copyOf(doubtful);
  }

  OrderPlan(List<Command> commands, Order after) {
    this(commands, after, List.of());
  }

  /** An order for which nothing is to be done. */
  public static OrderPlan nothing(Order order) {
    return new OrderPlan(List.of(), order);
  }
}
