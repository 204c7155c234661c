package dev.onhand.core.order;

import dev.onhand.core.ledger.Command;
import java.util.List;

/**
 * What is still to be done for an order.
 *
 * @param commands the missing movements, to be recorded all or none
 * @param after the order once they are
 */
public record OrderPlan(List<Command> commands, Order after) {
  public OrderPlan {
    commands = List.copyOf(commands);
  }
}
