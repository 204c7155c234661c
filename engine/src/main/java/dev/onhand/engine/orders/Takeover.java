package dev.onhand.engine.orders;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.model.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Holds that an order takes over: they end, and what they held is the order's to reserve, in the
 * same commit. Nobody else can have it in between, not even who waits for it.
 *
 * @param commands that end the holds
 * @param holds as they are then
 * @param units that they held, by product and location
 */
record Takeover(List<Command> commands, List<OrderState> holds, Map<LevelKey, Long> units) {

  private static final Set<Effect> WANT_UNITS = Set.of(Effect.HOLD, Effect.RESERVE, Effect.FULFIL);

  static final Takeover NONE = new Takeover(List.of(), List.of(), Map.of());

  /**
   * Of an order with its holds. Those that are not known or over hold nothing; and an order that
   * wants no units takes over none.
   *
   * @param wanted the order as it is to be
   */
  static Takeover of(
      SellerId seller, OrderState state, Order wanted, String actor, Books books, Instant now) {
    if (wanted.applied() == null || !WANT_UNITS.contains(wanted.applied().rule().effect())) {
      return NONE;
    }
    Takeover all = new Takeover(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    for (OrderState hold : state.holds()) {
      if (!HoldPlanning.isHeld(hold.order(), now)) {
        continue; // not known, or over: others may wait for its units, if they are there still
      }
      OrderSnapshot released =
          OrderSnapshot.statusOnly(HoldPlanning.RELEASED, new Freshness(null, null, now));
      var end =
          new OrderPlanning(seller, hold.order().name(), released, actor).plan(hold, books, now);
      if (!end.commands().isEmpty()) {
        all.commands.addAll(end.commands());
        all.holds.add(
            Objects.requireNonNull(end.after())
                .noted("taken over by order " + wanted.name().reference()));
        end.commands().forEach(all::add);
      }
    }
    return all;
  }

  /** What a hold ends with is that its units are released. */
  private void add(Command command) {
    Command.Move release = (Command.Move) command;
    units.merge(
        new LevelKey((ProductId) release.product(), (LocationId) release.location()),
        release.quantity().units(),
        Long::sum);
  }

  boolean isNothing() {
    return commands.isEmpty();
  }

  /** The references of the holds that ended. */
  List<String> references() {
    return holds.stream().map(hold -> hold.order().name().externalId()).toList();
  }
}
