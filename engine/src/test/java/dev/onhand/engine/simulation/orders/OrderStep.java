package dev.onhand.engine.simulation.orders;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.Orders;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** One step of a run. */
sealed interface OrderStep {

  /** What becomes of who takes it. */
  enum Fate {
    ANSWERED,
    /** It was never handed in, and will be later. */
    CRASHED_BEFORE,
    /** It was done, and nobody heard of it. */
    CRASHED_AFTER
  }

  /**
   * Orders are handed in together.
   *
   * @param isWhole first as to be refused where lines are missing, then as they are
   */
  record Deliver(List<Orders.Delivery> deliveries, boolean isWhole, Fate fate)
      implements OrderStep {
    @Override
    public String toString() {
      return "deliver%s%s %s"
          .formatted(
              isWhole ? " whole" : "",
              fate == Fate.ANSWERED ? "" : " (" + fate + ")",
              deliveries.stream().map(Deliver::text).collect(Collectors.joining(" and ")));
    }

    private static String text(Orders.Delivery one) {
      return "%s %s at %s %s"
          .formatted(
              one.name().reference(),
              one.snapshot().status(),
              one.snapshot().freshness().updatedAt(),
              one.snapshot().lines() == null ? "without lines" : one.snapshot().lines());
    }
  }

  /** Units move for another reason. */
  record Move(List<Command> commands, Fate fate) implements OrderStep {}

  /** Somebody unpacks what came back. */
  record Unpack(OrderLife.Back back, Fate fate) implements OrderStep {}

  /** Somebody has a line's units reserved at another house. */
  record Elsewhere(Order.Name name, String line, String house) implements OrderStep {}

  /** What was sold before it was known comes into the catalogue. */
  record Catalogue() implements OrderStep {}

  /** The loop looks what has become possible. */
  record Loop() implements OrderStep {}

  record Pass(Duration time) implements OrderStep {}
}
