package dev.onhand.store.orders;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.engine.ledger.Planning;
import dev.onhand.engine.orders.BackorderQueue;
import dev.onhand.engine.orders.Channel;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.engine.orders.OrderWork;
import dev.onhand.store.ledger.Pipeline;
import dev.onhand.store.ledger.PlanningRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The orders that a commit plans against: locked in order of channel and name, and written. */
public final class JdbcOrderStates implements PlanningRows<OrderState> {

  @Override
  public Class<OrderState> type() {
    return OrderState.class;
  }

  /** What an order is found by. */
  private record Key(long channel, String externalId) {}

  @Override
  public Map<Object, OrderState> lock(
      Connection connection,
      SellerId seller,
      List<? extends Planning<OrderState, ?>> plannings,
      Instant now)
      throws SQLException {
    OrderReads reads = new OrderReads(connection, seller);
    OrderWrites writes = new OrderWrites(connection, seller, now);
    Map<String, Channel> channels = channels(reads, writes, plannings);
    Map<Key, Order.Name> names = new LinkedHashMap<>();
    for (Planning<OrderState, ?> planning : plannings) {
      Order.Name name = name(planning);
      names.put(new Key(channel(channels, name).id(), name.externalId()), name);
    }
    Map<Key, OrderReads.Head> heads = lockHeads(reads, writes, names.keySet());
    Map<Long, Map<String, Order.Line>> lines =
        reads.lines(
            heads.values().stream()
                .filter(head -> head.logLength() > 0) // one just made has none
                .map(OrderReads.Head::id)
                .toList());
    OrderState.Shared shared = new SharedReads(connection, seller).read(items(plannings, lines));
    Map<Object, OrderState> states = new HashMap<>();
    names.forEach(
        (key, name) -> {
          OrderReads.Head head = heads.get(key);
          if (head == null) {
            throw new IllegalStateException("order " + name + " was neither found nor made");
          }
          Channel channel = channel(channels, name);
          Order order = head.order(channel, lines.getOrDefault(head.id(), Map.of()));
          states.put(
              name, new OrderState(head.id(), order, channel, shared, head.logLength(), List.of()));
        });
    return states;
  }

  private static Order.Name name(Planning<OrderState, ?> planning) {
    return (Order.Name) planning.key();
  }

  private static Channel channel(Map<String, Channel> channels, Order.Name name) {
    Channel channel = channels.get(name.channel());
    if (channel == null) {
      throw new IllegalStateException("channel " + name.channel() + " was neither found nor made");
    }
    return channel;
  }

  private static Map<String, Channel> channels(
      OrderReads reads, OrderWrites writes, List<? extends Planning<OrderState, ?>> plannings)
      throws SQLException {
    Set<String> codes = new TreeSet<>();
    plannings.forEach(planning -> codes.add(name(planning).channel()));
    Map<String, Channel> channels = reads.channels();
    codes.removeAll(channels.keySet());
    if (codes.isEmpty()) {
      return channels;
    }
    writes.makeChannels(codes);
    return reads.channels();
  }

  private static Map<Key, OrderReads.Head> lockHeads(
      OrderReads reads, OrderWrites writes, Set<Key> keys) throws SQLException {
    Map<Key, OrderReads.Head> heads = new HashMap<>();
    lock(reads, keys, heads);
    Set<Key> absent = new HashSet<>(keys);
    absent.removeAll(heads.keySet());
    if (!absent.isEmpty()) {
      writes.makeOrders(
          absent.stream().map(Key::channel).toList(),
          absent.stream().map(Key::externalId).toList());
      lock(reads, absent, heads);
    }
    return heads;
  }

  private static void lock(OrderReads reads, Set<Key> keys, Map<Key, OrderReads.Head> heads)
      throws SQLException {
    reads
        .lock(keys.stream().map(Key::channel).toList(), keys.stream().map(Key::externalId).toList())
        .forEach(head -> heads.put(new Key(head.channelId(), head.externalId()), head));
  }

  /** What the lines of these orders say was sold. */
  private static Set<Item> items(
      List<? extends Planning<OrderState, ?>> plannings, Map<Long, Map<String, Order.Line>> lines) {
    Set<Item> items = new HashSet<>();
    lines.values().forEach(ofOrder -> ofOrder.values().forEach(line -> items.add(line.item())));
    for (Planning<OrderState, ?> planning : plannings) {
      items.addAll(((OrderWork<?>) planning).items());
    }
    return items;
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
        .ifPresent(
            queue -> {
              locked.forEach(queue::know);
              new QueueReads(seller, queue).readFree(pipeline, levels, books.get());
            });
  }

  /** Who waits for products that became free in this very commit. */
  @Override
  public void readLacking(Pipeline pipeline, SellerId seller, Collection<OrderState> locked) {
    queue(locked).ifPresent(queue -> new QueueReads(seller, queue).read(pipeline, queue.lacking()));
  }

  private static Optional<BackorderQueue> queue(Collection<OrderState> locked) {
    return locked.stream()
        .map(state -> state.shared().queue())
        .filter(queue -> queue != BackorderQueue.NONE)
        .findFirst();
  }

  @Override
  public OrderState after(OrderState state, Map<Object, OrderState> changed) {
    return state.after(changed);
  }

  @Override
  public boolean isLeftOver(OrderState state) {
    return state.isUnseen();
  }

  @Override
  public void remove(Connection connection, SellerId seller, List<OrderState> leftOver)
      throws SQLException {
    new OrderWrites(connection, seller, Instant.EPOCH)
        .removeOrders(leftOver.stream().map(OrderState::id).toList());
  }

  @Override
  public void write(
      Connection connection,
      SellerId seller,
      List<OrderState> before,
      Collection<OrderState> after,
      Instant now)
      throws SQLException {
    Map<Long, OrderState> known = new HashMap<>();
    before.forEach(state -> known.put(state.id(), state));
    Map<Long, OrderState> sorted = new TreeMap<>();
    after.forEach(state -> sorted.put(state.id(), state));
    List<OrderWrites.LineRow> changed = new ArrayList<>();
    List<OrderWrites.LineRow> remade = new ArrayList<>();
    for (OrderState state : sorted.values()) {
      OrderState was = known.get(state.id());
      int priority = state.order().priority();
      boolean isMoved = was != null && was.order().priority() != priority;
      int place = 0;
      for (Order.Line line : state.order().lines().values()) {
        Order.Line old = was == null ? null : was.order().lines().get(line.id());
        OrderWrites.LineRow row = new OrderWrites.LineRow(state.id(), priority, place++, line);
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
    OrderWrites writes = new OrderWrites(connection, seller, now);
    writes.writeHeads(sorted.values());
    if (!changed.isEmpty()) {
      writes.writeLines(changed);
      if (!remade.isEmpty()) {
        writes.removeComponents(remade);
      }
      writes.writeComponents(changed);
      writes.writeDoings(changed);
    }
    writes.writeLog(sorted.values());
    writes.run();
  }
}
