package dev.onhand.store.orders;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.ledger.Planning;
import dev.onhand.engine.orders.BackorderQueue;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.engine.orders.OrderWork;
import dev.onhand.store.ledger.Fenced;
import dev.onhand.store.ledger.Pipeline;
import dev.onhand.store.ledger.PlanningRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The orders that a commit plans against: locked in order of channel and name, and written. */
public final class JdbcOrderStates implements PlanningRows<OrderState> {

  @Override
  public Class<OrderState> type() {
    return OrderState.class;
  }

  @Override
  public Map<Object, OrderState> lock(
      Fenced database, List<? extends Planning<OrderState, ?>> plannings, Instant now)
      throws SQLException {
    return new OrderLocks(database, now)
        .lock(plannings.stream().map(planning -> (OrderWork<?>) planning).toList());
  }

  /** Who waits for products of which units are free. */
  @Override
  public void readBehindLocks(
      Pipeline pipeline,
      SellerId seller,
      Collection<OrderState> locked,
      Collection<Planning.LevelRef> levels,
      Supplier<Books> books) {
    queue(locked)
        .filter(BackorderQueue::isToBeRead)
        .ifPresent(queue -> new QueueReads(seller, queue).readFree(pipeline, levels, books.get()));
  }

  /** Who waits for products that became free in this very commit. */
  @Override
  public void readLacking(Pipeline pipeline, SellerId seller, Collection<OrderState> locked) {
    queue(locked).ifPresent(queue -> new QueueReads(seller, queue).read(pipeline, queue.lacking()));
  }

  private static Optional<BackorderQueue> queue(Collection<OrderState> locked) {
    return locked.stream().map(state -> state.shared().queue()).findFirst();
  }

  @Override
  public void reset(Collection<OrderState> locked) {
    queue(locked).ifPresent(BackorderQueue::reset);
  }

  @Override
  public void follow(OrderState after) {
    after.shared().queue().follow(after);
  }

  @Override
  public OrderState together(OrderState order, List<OrderState> holds) {
    return order.together(holds);
  }

  @Override
  public Map<Object, OrderState> apart(OrderState after) {
    return after.apart();
  }

  @Override
  public boolean isEmpty(OrderState locked) {
    return locked.isUnseen();
  }

  @Override
  public void lookAgain(
      Pipeline pipeline, SellerId seller, List<OrderState> empty, Pipeline.Counter made) {
    new OrderReads(seller).countMade(pipeline, empty, made);
  }

  @Override
  public void write(
      Pipeline pipeline,
      SellerId seller,
      List<OrderState> before,
      List<Turn<OrderState>> turns,
      Instant now,
      Pipeline.Counter missing) {
    Map<Long, OrderState> known = new HashMap<>();
    before.forEach(state -> known.put(state.id(), state));
    Map<Long, OrderState> sorted = new TreeMap<>();
    turns.forEach(turn -> sorted.put(turn.after().id(), turn.after()));
    List<OrderWrites.LineRow> changed = new ArrayList<>();
    List<OrderWrites.LineRow> remade = new ArrayList<>();
    for (OrderState state : sorted.values()) {
      OrderState was = known.get(state.id());
      int priority = state.order().priority();
      boolean isMoved = was != null && was.order().priority() != priority;
      int place = 0;
      for (Order.Line line : state.order().lines().values()) {
        Order.Line old = was == null ? null : was.order().lines().get(line.id());
        OrderWrites.LineRow row =
            new OrderWrites.LineRow(state.id(), state.channel().id(), priority, place++, line);
        if (isMoved || !line.equals(old)) {
          changed.add(row);
          if (old != null
              && !old.components().isEmpty()
              && !old.components().equals(line.components())) {
            remade.add(row);
          }
        }
      }
    }
    OrderWrites writes = new OrderWrites(pipeline, seller, now);
    writes.writeHeads(sorted.values(), missing);
    if (!changed.isEmpty()) {
      writes.writeLines(changed);
      if (!remade.isEmpty()) {
        writes.removeComponents(remade);
      }
      writes.writeComponents(changed);
      writes.writeDoings(changed);
    }
    writes.writeLog(turns);
  }
}
