package dev.onhand.engine.orders;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderPlan;
import dev.onhand.core.order.Resourcing;
import dev.onhand.model.Effect;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reserves a line's units at a location that a person chose, in place of where they are.
 *
 * @param from code of the only location to take them from; null: from wherever they are
 * @param to code of the location
 * @param units of the line that should be reserved there; null: all that are reserved
 */
record ResourcePlanning(
    SellerId seller,
    Order.Name name,
    String line,
    @Nullable String from,
    String to,
    @Nullable Long units,
    String actor)
    implements OrderWork<ResourceResult> {

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public Collection<LevelRef> levels(OrderState state) {
    Set<LevelRef> levels = new LinkedHashSet<>();
    Order.Line found = state.order().lines().get(line);
    if (found != null) {
      // Also of a component that nothing was reserved of yet.
      for (Order.Component component : found.components()) {
        levels.add(new LevelRef(component.product(), LocationRef.code(to)));
      }
      for (Order.Doing doing : found.doings()) {
        levels.add(new LevelRef(doing.product(), doing.location()));
        levels.add(new LevelRef(doing.product(), LocationRef.code(to)));
        if (from != null) {
          levels.add(new LevelRef(doing.product(), LocationRef.code(from)));
        }
      }
    }
    return levels;
  }

  @Override
  public Plan<OrderState, ResourceResult> plan(OrderState state, Books books, Instant now) {
    if (state.isUnseen()) {
      return nothing(new ResourceResult.UnknownOrder());
    }
    Order.Line found = state.order().lines().get(line);
    if (found == null) {
      return nothing(new ResourceResult.UnknownLine());
    }
    if (found.doings().isEmpty()) {
      return nothing(new ResourceResult.TooFewReserved(0, units == null ? found.ordered() : units));
    }
    Optional<LocationId> target = books.findLocation(LocationRef.code(to));
    Optional<LocationId> source =
        from == null ? Optional.empty() : books.findLocation(LocationRef.code(from));
    if (target.isEmpty() || (from != null && source.isEmpty())) {
      String unknown = target.isEmpty() ? to : String.valueOf(from);
      return nothing(
          new ResourceResult.Refused(new Outcome.UnknownLocation(LocationRef.code(unknown))));
    }
    Resourcing resourcing =
        new Resourcing(new OrderPlanning.View(books, state, state.order().priority()));
    return switch (resourcing.plan(
        state.order(), line, source.orElse(null), target.get(), units, actor)) {
      case Resourcing.Planned(OrderPlan plan) -> planned(state, plan, now);
      case Resourcing.UnknownLine unknown -> nothing(new ResourceResult.UnknownLine());
      case Resourcing.TooFewReserved(ProductId product, long reserved, long wanted) ->
          nothing(new ResourceResult.TooFewReserved(reserved, wanted));
      case Resourcing.TooFewFree(ProductId product, long free, long wanted) ->
          nothing(
              new ResourceResult.Refused(
                  new Outcome.InsufficientStock(
                      product, LocationRef.code(to), State.AVAILABLE, free, null, wanted)));
    };
  }

  private static Plan<OrderState, ResourceResult> nothing(ResourceResult answer) {
    return new Plan<>(List.of(), null, answer);
  }

  private Plan<OrderState, ResourceResult> planned(OrderState state, OrderPlan plan, Instant now) {
    if (plan.commands().isEmpty()) {
      return nothing(new ResourceResult.Done(OrderPlanning.unchanged(state, null)));
    }
    LogEntry.UnitsMoved moved = OrderPlanning.moved(plan);
    Order.Seen applied = state.order().applied();
    LogEntry entry =
        new LogEntry(
            state.logLength() + 1,
            applied == null ? "" : applied.status(),
            applied == null ? Effect.IGNORE : applied.rule().effect(),
            null,
            applied == null ? null : applied.status(),
            null,
            moved,
            "%d of line %s to %s%s"
                .formatted(moved.reserved(), line, to, from == null ? "" : " from " + from),
            actor,
            now);
    return new Plan<>(
        plan.commands(),
        state.with(plan.after(), entry),
        new ResourceResult.Done(
            new OrderResult(
                state.id(),
                plan.after(),
                null,
                moved,
                OrderPlanning.codes(state.shared().sites()))));
  }
}
