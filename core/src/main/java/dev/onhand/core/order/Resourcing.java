package dev.onhand.core.order;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is reserved for a line to a location that a person chose. Pure, and a goal rather
 * than a step: so many units should be reserved there, and where they are nothing is moved. What is
 * reserved stays where it is for all later planning.
 */
public final class Resourcing {

  /** What is to be done, or why it cannot be. */
  public sealed interface Answer {}

  /** The movements that are missing; none: it is so already. */
  public record Planned(OrderPlan plan) implements Answer {}

  public record UnknownLine(String line) implements Answer {}

  /**
   * Less is reserved for the line than is to be at the location.
   *
   * @param reserved units of the product that could be, where they may be taken from
   */
  public record TooFewReserved(ProductId product, long reserved, long wanted) implements Answer {}

  /**
   * The location has too few units free.
   *
   * @param free units that may be promised there, 0 or more
   */
  public record TooFewFree(ProductId product, long free, long wanted) implements Answer {}

  private final OrderBooks books;

  public Resourcing(OrderBooks books) {
    this.books = books;
  }

  /**
   * Plans it.
   *
   * @param from where units are taken from only; null: from wherever they are
   * @param units of the line that should be reserved at {@code to}; null: all that are reserved
   */
  public Answer plan(
      Order order,
      String lineId,
      @Nullable LocationId from,
      LocationId to,
      @Nullable Long units,
      String actor) {
    Order.Line line = order.lines().get(lineId);
    if (line == null) {
      return new UnknownLine(lineId);
    }
    Moves moves = new Moves(order, line, actor, null);
    Map<DoingKey, Order.Doing> doings = new LinkedHashMap<>();
    line.doings().forEach(doing -> doings.put(DoingKey.of(doing), doing));
    Taken taken = new Taken(books);
    for (Order.Component component : line.components()) {
      ProductId product = component.product();
      Map<DoingKey, Order.Doing> others = movable(doings, product, from, to);
      Order.Doing there =
          doings.getOrDefault(
              new DoingKey(product, to), Order.Doing.none(product, to, component.units()));
      long movable = others.values().stream().mapToLong(Order.Doing::reserved).sum();
      long wanted =
          units == null ? movable : Math.max(0, units * component.units() - there.reserved());
      if (wanted > movable) {
        return new TooFewReserved(product, movable + there.reserved(), wanted + there.reserved());
      }
      long free = Math.max(0, taken.free(product, to));
      if (wanted > free) {
        return new TooFewFree(product, free, wanted);
      }
      move(others, there, wanted, moves, doings);
      taken.take(product, to, wanted);
    }
    Map<String, Order.Line> lines = new LinkedHashMap<>(order.lines());
    lines.put(lineId, line.done(line.soldAs(), line.components(), values(doings), line.missing()));
    return new Planned(new OrderPlan(moves.commands(), order.withLines(lines)));
  }

  private record DoingKey(ProductId product, LocationId location) {
    static DoingKey of(Order.Doing doing) {
      return new DoingKey(doing.product(), doing.location());
    }
  }

  private static List<Order.Doing> values(Map<DoingKey, Order.Doing> doings) {
    return new ArrayList<>(doings.values());
  }

  private static Map<DoingKey, Order.Doing> movable(
      Map<DoingKey, Order.Doing> doings,
      ProductId product,
      @Nullable LocationId from,
      LocationId to) {
    Map<DoingKey, Order.Doing> movable = new LinkedHashMap<>();
    doings.forEach(
        (key, doing) -> {
          boolean isFrom = from == null || key.location().equals(from);
          if (key.product().equals(product)
              && doing.reserved() > 0
              && isFrom
              && !key.location().equals(to)) {
            movable.put(key, doing);
          }
        });
    return movable;
  }

  private static void move(
      Map<DoingKey, Order.Doing> others,
      Order.Doing there,
      long units,
      Moves moves,
      Map<DoingKey, Order.Doing> doings) {
    long rest = units;
    for (Order.Doing other : others.values()) {
      long some = Math.min(rest, other.reserved());
      if (some > 0) {
        Order.Doing less = other.plus(-some, 0, 0);
        moves.release(other.product(), other.location(), some, less.counts().releases());
        doings.put(DoingKey.of(less), less);
        rest -= some;
      }
    }
    if (units > 0) {
      Order.Doing more = there.plus(units, 0, 0);
      moves.reserve(there.product(), there.location(), units, more.counts().reserves());
      doings.put(DoingKey.of(more), more);
    }
  }
}
