package dev.onhand.engine.orders;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderPlan;
import dev.onhand.core.order.Returning;
import dev.onhand.model.Effect;
import dev.onhand.model.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Units of an order's line that came back, planned inside the ledger's transaction with the order
 * locked. An order that is not known has no such line either: look whether there is one first.
 */
record ReturnPlanning(SellerId seller, Order.Name name, Returning.Received received)
    implements OrderWork<Returns.Result> {

  private static final int WEIGHT = 2;

  @Override
  public int weight() {
    return WEIGHT;
  }

  @Override
  public Collection<LevelRef> levels(OrderState state) {
    Set<LevelRef> levels = new LinkedHashSet<>();
    Order.Line line = state.order().lines().get(received.line());
    if (line != null) {
      for (Order.Doing doing : line.doings()) {
        levels.add(
            new LevelRef(
                doing.product(),
                received.location() == null ? doing.location() : received.location()));
      }
    }
    return levels;
  }

  @Override
  public Plan<OrderState, Returns.Result> plan(OrderState state, Books books, Instant now) {
    return switch (Returning.plan(state.order(), received)) {
      case Returning.Plan.Booked(OrderPlan booked) ->
          new Plan<>(
              booked.commands(),
              state.with(booked.after(), entry(state, booked.commands(), now)),
              new Returns.Result.Booked(false));
      case Returning.Plan.TooMany(long left) ->
          new Plan<>(List.of(), null, new Returns.Result.TooMany(left));
      case Returning.Plan.UnknownLine unknown ->
          new Plan<>(List.of(), null, new Returns.Result.UnknownLine());
    };
  }

  @Override
  public Returns.Result answer(Returns.Result planned, boolean isRepeated) {
    return isRepeated ? new Returns.Result.Booked(true) : planned;
  }

  private LogEntry entry(OrderState state, List<Command> commands, Instant now) {
    Order order = state.order();
    long units =
        commands.stream().mapToLong(command -> ((Command.Move) command).quantity().units()).sum();
    return new LogEntry(
        state.logLength() + 1,
        order.received() == null ? "" : order.received().status(),
        Effect.RETURN,
        null,
        order.applied() == null ? null : order.applied().status(),
        received.occurredAt(),
        new LogEntry.UnitsMoved(
            0,
            0,
            0,
            units,
            order.lines().values().stream().mapToLong(Order.Line::backordered).sum(),
            (int) order.lines().values().stream().filter(line -> line.parked() != null).count()),
        "line %s: %s".formatted(Text.shown(received.line()), received.state().code()),
        received.actor(),
        now);
  }
}
