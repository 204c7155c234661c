package dev.onhand.store.orders;

import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.Channel;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.engine.orders.OrderWork;
import dev.onhand.store.ledger.Fenced;
import dev.onhand.store.ledger.Pipeline;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Locks the orders of a commit, in order of channel and name, and reads what they are planned
 * against. A channel that is not there is made; an order that is not there is as yet empty. What
 * needs no answer to another question goes with it in one round trip: there is one for orders that
 * are new, and a second for those that are known.
 */
final class OrderLocks {

  private final Fenced database;
  private final Instant now;
  private final OrderReads orders;
  private final ChannelReads channelReads;
  private final LineReads lines;
  private final SharedReads shared;
  private final Map<String, Channel> channels = new HashMap<>();
  private final Map<Key, OrderReads.Head> heads = new HashMap<>();

  OrderLocks(Fenced database, Instant now) {
    this.database = database;
    this.now = now;
    this.orders = new OrderReads(database.seller());
    this.channelReads = new ChannelReads(database.seller());
    this.lines = new LineReads(database.seller());
    this.shared = new SharedReads(database.seller());
  }

  /** What an order is found by. */
  private record Key(long channel, String externalId) {}

  /** The orders that this work is on, by name. */
  Map<Object, OrderState> lock(Collection<? extends OrderWork<?>> works) throws SQLException {
    Set<Order.Name> names = new LinkedHashSet<>();
    Set<SharedReads.Sold> sold = new HashSet<>();
    works.forEach(work -> names.add(work.name()));
    works.forEach(work -> names.addAll(work.others()));
    works.forEach(
        work ->
            work.items()
                .forEach(item -> sold.add(new SharedReads.Sold(work.name().channel(), item))));
    lock(names, sold);
    lockInNewChannels(names);
    readLines();
    readLateItems();
    return states(names);
  }

  private void lock(Set<Order.Name> names, Set<SharedReads.Sold> sold) throws SQLException {
    Pipeline pipeline = new Pipeline();
    askForChannels(pipeline);
    orders.lock(pipeline, names, this::found);
    shared.ask(pipeline);
    shared.ask(pipeline, sold);
    database.run(pipeline);
  }

  private void askForChannels(Pipeline pipeline) {
    channelReads.ask(pipeline, found -> channels.put(found.code(), found.channel()));
  }

  private void found(OrderReads.Head head) {
    heads.put(new Key(head.channelId(), head.externalId()), head);
  }

  private void lockInNewChannels(Set<Order.Name> names) throws SQLException {
    Set<Order.Name> late =
        names.stream()
            .filter(name -> !channels.containsKey(name.channel()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (late.isEmpty()) {
      return;
    }
    Set<String> codes =
        late.stream().map(Order.Name::channel).collect(Collectors.toCollection(TreeSet::new));
    Pipeline pipeline = new Pipeline();
    new OrderWrites(pipeline, database.seller(), now).makeChannels(codes);
    askForChannels(pipeline);
    orders.lock(pipeline, late, this::found);
    database.run(pipeline);
  }

  private void readLines() throws SQLException {
    Pipeline pipeline = new Pipeline();
    lines.ask(
        pipeline,
        heads.values().stream().filter(OrderReads.Head::isSeen).map(OrderReads.Head::id).toList());
    database.run(pipeline);
  }

  /** What lines were sold as that nobody brought along now. */
  private void readLateItems() throws SQLException {
    Map<Long, String> codes = new HashMap<>();
    channels.values().forEach(channel -> codes.put(channel.id(), channel.code()));
    Map<Long, Map<String, Order.Line>> byOrder = lines.found();
    Set<SharedReads.Sold> sold = new HashSet<>();
    for (OrderReads.Head head : heads.values()) {
      String code = Objects.requireNonNull(codes.get(head.channelId()));
      byOrder
          .getOrDefault(head.id(), Map.of())
          .values()
          .forEach(line -> sold.add(new SharedReads.Sold(code, line.item())));
    }
    Pipeline pipeline = new Pipeline();
    shared.ask(pipeline, sold);
    database.run(pipeline);
  }

  private Map<Object, OrderState> states(Set<Order.Name> names) {
    OrderState.Shared all = shared.found();
    Map<Long, Map<String, Order.Line>> byOrder = lines.found();
    Map<Object, OrderState> states = new HashMap<>();
    for (Order.Name name : names) {
      Channel channel =
          Objects.requireNonNull(
              channels.get(name.channel()),
              () -> "channel " + name.channel() + " was neither found nor made");
      OrderReads.Head head =
          Objects.requireNonNull(
              heads.get(new Key(channel.id(), name.externalId())),
              () -> "order " + name + " was not looked up");
      Order order = head.order(channel, byOrder.getOrDefault(head.id(), Map.of()));
      states.put(name, new OrderState(head.id(), order, channel, all, head.logLength(), List.of()));
    }
    return states;
  }
}
