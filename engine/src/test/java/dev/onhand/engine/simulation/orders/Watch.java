package dev.onhand.engine.simulation.orders;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.engine.testing.InMemoryOrderFixture;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks at a shop in memory after each step, for what must be so in every state that anyone could
 * see: levels are the sums of movements, what is reserved is what orders hold, no wish takes what
 * is not there, and no key is used twice (I1–I4).
 */
final class Watch {

  private final InMemoryOrderFixture shop;
  private final Consumer<Happening> seen;
  private final Map<LevelKey, Map<State, Long>> sums = new HashMap<>();
  private final Set<Object> keys = new HashSet<>();
  private int movementsSeen;

  Watch(InMemoryOrderFixture shop, Consumer<Happening> seen) {
    this.shop = shop;
    this.seen = seen;
  }

  void look() {
    List<Movement> movements = shop.movements();
    for (Movement movement : movements.subList(movementsSeen, movements.size())) {
      if (!keys.add(movement.key())) {
        throw new AssertionError("the key " + movement.key() + " is used twice");
      }
      add(movement, movement.from(), -movement.quantity().units());
      add(movement, movement.to(), movement.quantity().units());
    }
    movementsSeen = movements.size();
    sums.forEach(this::compare);
    compareReservations();
  }

  private void add(Movement movement, Place place, long units) {
    if (place instanceof Place.Inside inside) {
      long sum =
          sums.computeIfAbsent(
                  new LevelKey(movement.product(), inside.location()), key -> new HashMap<>())
              .merge(inside.state(), units, Long::sum);
      if (units < 0 && sum < 0) {
        boolean isFact = movement.reason() == Reason.SALE && inside.state() == State.AVAILABLE;
        if (!isFact) {
          throw new AssertionError("oversold by " + movement);
        }
        seen.accept(Happening.SHIPPED_WHAT_WAS_NOT_THERE);
      }
    }
  }

  private void compare(LevelKey key, Map<State, Long> sum) {
    Level level = shop.level(key.product(), key.location());
    for (State state : State.values()) {
      if (level.of(state) != sum.getOrDefault(state, 0L)) {
        throw new AssertionError("%s is %s and should be %s".formatted(key, level, sum));
      }
    }
  }

  private void compareReservations() {
    Map<LevelKey, Long> held = new HashMap<>();
    for (OrderState state : shop.orders()) {
      for (Order.Doing doing : state.order().reservations()) {
        held.merge(new LevelKey(doing.product(), doing.location()), doing.reserved(), Long::sum);
      }
    }
    sums.forEach(
        (key, sum) -> {
          long reserved = sum.getOrDefault(State.RESERVED, 0L);
          if (reserved != held.getOrDefault(key, 0L)) {
            throw new AssertionError(
                "%d reserved of %s, and orders hold %s".formatted(reserved, key, held.get(key)));
          }
        });
  }
}
