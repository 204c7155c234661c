package dev.onhand.core.order;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.model.Gtin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans what is missing between the picture of an order and what was done for it. Pure: the same
 * order and books give the same plan, and where nothing is missing the plan is empty.
 *
 * <p>A shipment is a fact: its units leave, from what is reserved for the line first, else from
 * available, below the floor if need be. A reservation is a wish: what is not free is not taken,
 * and is missing.
 */
public final class Planner {

  private final OrderBooks books;
  private final Sourcing sourcing;
  private final Instant now;

  /**
   * @param now for holds, which end
   */
  public Planner(OrderBooks books, Sourcing sourcing, Instant now) {
    this.books = books;
    this.sourcing = sourcing;
    this.now = now;
  }

  /**
   * @param before the order as it was before what leads to this
   * @param order as it is known now
   * @param actor who handed in what leads to this
   * @param occurredAt when it happened; null: now
   */
  public OrderPlan plan(Order before, Order order, String actor, @Nullable Instant occurredAt) {
    return plan(before, order, actor, occurredAt, Map.of());
  }

  /**
   * As {@link #plan(Order, Order, String, Instant)} for an order to which units are handed.
   *
   * @param handed units that become available just before, for this order first of all
   */
  public OrderPlan plan(
      Order before,
      Order order,
      String actor,
      @Nullable Instant occurredAt,
      Map<LevelKey, Long> handed) {
    List<Command> commands = new ArrayList<>();
    List<DoubtfulShipment> doubtful = new ArrayList<>();
    Taken taken = new Taken(books, handed);
    Map<String, Order.Line> lines = new LinkedHashMap<>();
    for (Order.Line line : order.lines().values()) {
      Moves moves = new Moves(order, line, actor, occurredAt);
      Order.Line old = before.lines().get(line.id());
      lines.put(line.id(), plan(order, line, old == null ? 0 : old.shipped(), moves, taken));
      commands.addAll(moves.commands());
      doubt(line, moves.commands()).ifPresent(doubtful::add);
    }
    return new OrderPlan(commands, order.withLines(lines), doubtful);
  }

  /** Whether a movement of an order puts back what never left, and is no return. */
  public static boolean isPutBack(MovementKey key) {
    return Moves.isPutBack(key);
  }

  /** What is wrong with the location that the line is said to have left from, if it left now. */
  private Optional<DoubtfulShipment> doubt(Order.Line line, List<Command> commands) {
    String named = line.shippedFrom();
    if (named == null) {
      return Optional.empty();
    }
    Map<LocationId, Long> from = new LinkedHashMap<>();
    for (Command command : commands) {
      if (command instanceof Command.Move move
          && move.reason() == Reason.SALE
          && move.location() instanceof LocationId location) {
        from.merge(location, move.quantity().units(), Long::sum);
      }
    }
    LocationId known = books.findLocation(named).orElse(null);
    if (from.isEmpty() || books.sites().stream().anyMatch(site -> site.id().equals(known))) {
      return Optional.empty();
    }
    DoubtfulShipment.Doubt doubt =
        known == null
            ? DoubtfulShipment.Doubt.UNKNOWN_LOCATION
            : DoubtfulShipment.Doubt.NOT_SELLABLE;
    return Optional.of(new DoubtfulShipment(line.id(), named, doubt, from));
  }

  private Order.Line plan(
      Order order, Order.Line line, long shippedBefore, Moves moves, Taken taken) {
    Targets targets = Targets.of(order, line, now);
    Made made = made(line, targets);
    Work work = new Work(line, moves, taken, books, sourcing, destination(order));
    Map<ProductId, Long> missing = new LinkedHashMap<>();
    work.releaseOthers(made.components());
    work.putBackOthers(made.components(), shippedBefore);
    if (made.parked() != null) {
      return line.done(made.soldAs(), made.components(), work.doings(), Map.of())
          .parked(made.parked());
    }
    for (Order.Component component : made.components()) {
      work.fulfil(component, targets.fulfilled() - work.fulfilledAsOther(made.components()));
    }
    for (Order.Component component : made.components()) {
      long unreserved = work.reserve(component, targets.reserved());
      if (unreserved > 0) {
        missing.put(component.product(), unreserved);
      }
    }
    work.takeBack(made.components(), targets.returned());
    return work.isUntouched() && missing.isEmpty() && line.doings().isEmpty()
        ? line.done(null, List.of(), List.of(), missing)
        : line.done(made.soldAs(), made.components(), work.doings(), missing);
  }

  private static Site.@Nullable Place destination(Order order) {
    return order.shipTo() == null
        ? null
        : new Site.Place(order.shipTo().latitude(), order.shipTo().longitude());
  }

  /** What a line is made of, or why that is not known. */
  private record Made(
      Order.@Nullable Sold soldAs,
      List<Order.Component> components,
      Order.@Nullable Parked parked) {}

  private Made made(Order.Line line, Targets targets) {
    Item item = line.item();
    if (line.soldAs() != null && item.equals(line.soldAs().item())) {
      return new Made(line.soldAs(), line.components(), null);
    }
    OrderBooks.Goods goods = find(item);
    boolean isWanted = targets.wantsAnything();
    if (goods == null || isPlaceholder(goods)) {
      Order.Parked why = goods == null ? unfound(item) : Order.Parked.PLACEHOLDER;
      return new Made(null, List.of(), isWanted ? why : null);
    }
    if (books.sites().isEmpty()) {
      return new Made(null, List.of(), isWanted ? Order.Parked.NO_LOCATION : null);
    }
    ProductId product = goods.product().id();
    return new Made(
        new Order.Sold(item, product, goods.units()), components(product, goods.units()), null);
  }

  private List<Order.Component> components(ProductId product, long units) {
    List<Order.Component> parts = books.components(product);
    return parts.isEmpty()
        ? List.of(new Order.Component(product, units))
        : parts.stream().map(part -> part.times(units)).toList();
  }

  private OrderBooks.@Nullable Goods find(Item item) {
    OrderBooks.Goods listed = books.listed(item).orElse(null);
    if (listed != null) {
      return listed;
    }
    Stocked bySku = item.sku() == null ? null : books.findProduct(item.sku()).orElse(null);
    Gtin gtin = item.gtinToFind();
    if (bySku != null || gtin == null) {
      return bySku == null ? null : new OrderBooks.Goods(bySku, 1);
    }
    List<Stocked> byGtin = books.products(gtin);
    return byGtin.size() == 1 ? new OrderBooks.Goods(byGtin.getFirst(), 1) : null;
  }

  private static boolean isPlaceholder(OrderBooks.Goods goods) {
    return goods.product().tracking() == Stocked.Tracking.PLACEHOLDER;
  }

  /** Why no product was found. */
  private Order.Parked unfound(Item item) {
    Gtin gtin = item.gtinToFind();
    if (gtin == null) {
      return item.gtin() == null ? Order.Parked.UNKNOWN_SKU : Order.Parked.PLACEHOLDER;
    }
    if (!books.products(gtin).isEmpty()) {
      return Order.Parked.AMBIGUOUS_GTIN;
    }
    return item.sku() == null ? Order.Parked.UNKNOWN_GTIN : Order.Parked.UNKNOWN_SKU;
  }
}
