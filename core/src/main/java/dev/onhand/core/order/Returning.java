package dev.onhand.core.order;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans what came back to a location of what left for an order's line, as those who unpack it see
 * it: how many units, where and in which state. Beside it the channel may say how many came back;
 * each unit is booked once, whoever speaks first.
 */
public final class Returning {

  private Returning() {}

  /**
   * Units of a line that came back.
   *
   * @param units of the line, 1 or more
   * @param location where they are now; null: where they were shipped from
   * @param state {@link State#AVAILABLE}, {@link State#DAMAGED} or {@link State#QUALITY_CONTROL}
   * @param key of the first movement, for ever; where several are needed the others have keys made
   *     of it
   * @param actor who booked it
   * @param occurredAt when it came; null: now
   */
  public record Received(
      String line,
      Quantity units,
      @Nullable LocationId location,
      State state,
      MovementKey key,
      String actor,
      @Nullable String note,
      @Nullable Instant occurredAt) {

    /** The key of one of its movements, the first being 0. */
    public MovementKey key(int number) {
      if (number == 0) {
        return key;
      }
      String numbered = key.value() + "/" + (number + 1);
      return new MovementKey(
          numbered.length() <= MovementKey.LENGTH_MAX
              ? numbered
              : "return#" + Digest.of(key.value()).value() + "/" + (number + 1));
    }
  }

  /** What is to be done about it. */
  public sealed interface Plan {

    /** Movements that book it, and the order once they are recorded. */
    record Booked(OrderPlan plan) implements Plan {}

    /** More than left and did not come back yet. */
    record TooMany(long unitsLeft) implements Plan {}

    /** The order has no such line. */
    record UnknownLine() implements Plan {}
  }

  public static Plan plan(Order order, Received received) {
    Order.Line line = order.lines().get(received.line());
    if (line == null) {
      return new Plan.UnknownLine();
    }
    Shares shares = Shares.of(line);
    long units = received.units().units();
    if (units > shares.left()) {
      return new Plan.TooMany(shares.left());
    }
    List<Command> commands = new ArrayList<>();
    List<Order.Doing> doings = new ArrayList<>(line.doings());
    Map<ProductId, Long> wanted = shares.take(units);
    for (int i = 0; i < doings.size(); i++) {
      Order.Doing doing = doings.get(i);
      long back = Math.min(wanted.getOrDefault(doing.product(), 0L), out(doing));
      if (back > 0) {
        wanted.merge(doing.product(), -back, Long::sum);
        doings.set(i, doing.plus(0, 0, back));
        commands.add(move(order, received, doing, back, commands.size()));
      }
    }
    Order.Line after =
        line.done(line.soldAs(), line.components(), doings, line.missing()).parked(line.parked());
    Map<String, Order.Line> lines = new LinkedHashMap<>(order.lines());
    lines.put(line.id(), after);
    return new Plan.Booked(new OrderPlan(commands, order.withLines(lines)));
  }

  /** Units of the product that left and did not come back. */
  private static long out(Order.Doing doing) {
    return doing.fulfilled() - doing.returned();
  }

  private static Command move(
      Order order, Received received, Order.Doing doing, long units, int number) {
    LocationId location = received.location() == null ? doing.location() : received.location();
    return new Command.Move(
        received.key(number),
        doing.product(),
        Reason.SALE_RETURN,
        Quantity.of(units),
        location,
        null,
        received.state(),
        Command.Mode.WISH,
        null,
        new Details(
            new Cause(Cause.Kind.ORDER, order.name().reference(), received.line()),
            received.actor(),
            received.note(),
            received.occurredAt()));
  }

  /**
   * The products a line's units are made of, and how many units of the line are still out: as what
   * it was before it was swapped, which comes back first, and as what it is.
   */
  private record Shares(Map<ProductId, Share> others, Map<ProductId, Share> current) {

    /**
     * @param factor units of the product in one unit of the line
     * @param out units of the product that are still out
     */
    record Share(long factor, long out) {
      Share plus(Share more) {
        return new Share(factor, out + more.out);
      }
    }

    static Shares of(Order.Line line) {
      Map<ProductId, Share> others = new LinkedHashMap<>();
      Map<ProductId, Share> current = new LinkedHashMap<>();
      Set<ProductId> components = new LinkedHashSet<>();
      line.components().forEach(component -> components.add(component.product()));
      for (Order.Doing doing : line.doings()) {
        (components.contains(doing.product()) ? current : others)
            .merge(doing.product(), new Share(doing.factor(), out(doing)), Share::plus);
      }
      // A component of which nothing left keeps the whole from having left.
      line.components()
          .forEach(part -> current.putIfAbsent(part.product(), new Share(part.units(), 0)));
      return new Shares(others, current);
    }

    private long leftOfOthers() {
      return others.values().stream().mapToLong(one -> one.out() / one.factor()).max().orElse(0);
    }

    private long leftOfCurrent() {
      return current.values().stream().mapToLong(one -> one.out() / one.factor()).min().orElse(0);
    }

    long left() {
      return leftOfOthers() + leftOfCurrent();
    }

    /** How many units of each product come back with these units of the line. */
    Map<ProductId, Long> take(long units) {
      long before = Math.min(units, leftOfOthers());
      Map<ProductId, Long> wanted = new LinkedHashMap<>();
      others.forEach((product, share) -> wanted.put(product, before * share.factor()));
      current.forEach((product, share) -> wanted.put(product, (units - before) * share.factor()));
      return wanted;
    }
  }
}
