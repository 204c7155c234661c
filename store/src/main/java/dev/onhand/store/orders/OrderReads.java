package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.orders.Channel;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.Columns;
import dev.onhand.store.ledger.Pipeline;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Orders without their lines, read from their rows, a statement a method. */
final class OrderReads {

  private final SellerId seller;

  OrderReads(SellerId seller) {
    this.seller = seller;
  }

  /** An order without its lines, which are read by {@link LineReads}. */
  record Head(
      long id,
      long channelId,
      String externalId,
      int logLength,
      @Nullable String receivedStatus,
      @Nullable Freshness received,
      @Nullable String appliedStatus,
      @Nullable Freshness applied,
      @Nullable Freshness lines,
      boolean isAllShipped,
      boolean isAllReturned,
      @Nullable Instant holdUntil,
      OrderSnapshot.@Nullable ShipTo shipTo,
      int priority) {

    /** Whether anything was ever recorded for it. */
    boolean isSeen() {
      return logLength > 0;
    }

    Order order(Channel channel, Map<String, Order.Line> linesById) {
      return new Order(
          new Order.Name(channel.code(), externalId),
          seen(receivedStatus, received, channel),
          seen(appliedStatus, applied, channel),
          lines,
          isAllShipped,
          isAllReturned,
          holdUntil,
          shipTo,
          priority,
          linesById);
    }

    private static Order.@Nullable Seen seen(
        @Nullable String status, @Nullable Freshness freshness, Channel channel) {
      return status == null || freshness == null
          ? null
          : new Order.Seen(status, channel.rules().statuses().rule(status), freshness);
    }
  }

  private static Head head(ResultSet row) throws SQLException {
    double latitude = row.getDouble("ship_to_latitude");
    OrderSnapshot.ShipTo shipTo =
        row.wasNull()
            ? null
            : new OrderSnapshot.ShipTo(latitude, row.getDouble("ship_to_longitude"));
    return new Head(
        row.getLong("order_id"),
        row.getLong("channel_id"),
        row.getString("external_id"),
        row.getInt("log_length"),
        row.getString("received_status"),
        freshness(row, "received"),
        row.getString("applied_status"),
        freshness(row, "applied"),
        freshness(row, "lines"),
        row.getBoolean("is_all_shipped"),
        row.getBoolean("is_all_returned"),
        SqlTimes.getOrNull(row, "hold_until"),
        shipTo,
        row.getInt("priority"));
  }

  private static @Nullable Freshness freshness(ResultSet row, String which) throws SQLException {
    Instant asked = SqlTimes.getOrNull(row, which + "_asked_at");
    if (asked == null) {
      return null;
    }
    return new Freshness(
        SqlTimes.getOrNull(row, which + "_updated_at"),
        row.getObject(which + "_version", Long.class),
        asked);
  }

  /** The orders of these ids, whole, in one round trip. */
  static List<Order> orders(Connection connection, SellerId seller, Collection<Long> ids)
      throws SQLException {
    Map<Long, Channel> channels = new HashMap<>();
    LineReads lines = new LineReads(seller);
    List<Head> heads = new ArrayList<>();
    Pipeline pipeline = new Pipeline();
    new ChannelReads(seller).ask(pipeline, found -> channels.put(found.id(), found.channel()));
    lines.ask(pipeline, ids);
    new OrderReads(seller).find(pipeline, ids, heads::add);
    pipeline.run(connection);
    Map<Long, Map<String, Order.Line>> byOrder = lines.found();
    List<Order> orders = new ArrayList<>();
    for (Head head : heads) {
      Channel channel = channels.get(head.channelId());
      if (channel != null) {
        orders.add(head.order(channel, byOrder.getOrDefault(head.id(), Map.of())));
      }
    }
    return orders;
  }

  /**
   * Locks the orders of these names, in order of channel and name. For those that are not there an
   * id is drawn; of a channel that is not there nothing is found.
   */
  void lock(Pipeline pipeline, Collection<Order.Name> names, Consumer<Head> found) {
    pipeline.query(
        """
        select coalesce(o.order_id, nextval('sales_order_order_id_seq')) as order_id,
          wanted.channel_id, wanted.external_id, o.log_length,
          o.received_status, o.received_updated_at, o.received_version, o.received_asked_at,
          o.applied_status, o.applied_updated_at, o.applied_version, o.applied_asked_at,
          o.lines_updated_at, o.lines_version, o.lines_asked_at,
          o.is_all_shipped, o.is_all_returned, o.hold_until, o.ship_to_latitude, o.ship_to_longitude, o.priority
        from (
          select c.channel_id, named.external_id
          from unnest(?, ?) as named (channel, external_id)
          cross join lateral (
            select channel_id from channel where seller_id = ? and code = named.channel limit 1) as c
          order by c.channel_id, named.external_id
        ) as wanted
        left join lateral (
          select * from sales_order
          where seller_id = ? and channel_id = wanted.channel_id and external_id = wanted.external_id
          for no key update) as o on true
        """,
        (statement, first) ->
            new Columns(statement, first)
                .texts(names, Order.Name::channel)
                .texts(names, Order.Name::externalId)
                .value(seller.value())
                .value(seller.value())
                .count(),
        rows -> heads(rows, found));
  }

  /** How many of these there are by now, under another id than was drawn for them. */
  void countMade(Pipeline pipeline, Collection<OrderState> empty, Pipeline.Counter made) {
    pipeline.query(
        """
        select count(*)
        from unnest(?, ?, ?) as drawn (order_id, channel_id, external_id)
        cross join lateral (
          select order_id from sales_order
          where seller_id = ? and channel_id = drawn.channel_id and external_id = drawn.external_id
          limit 1) as o
        where o.order_id <> drawn.order_id
        """,
        (statement, first) ->
            new Columns(statement, first)
                .longs(empty, OrderState::id)
                .longs(empty, state -> state.channel().id())
                .texts(empty, state -> state.order().name().externalId())
                .value(seller.value())
                .count(),
        row -> {
          row.next();
          made.count(row.getInt(1));
        });
  }

  /** The orders of these ids. */
  void find(Pipeline pipeline, Collection<Long> ids, Consumer<Head> found) {
    pipeline.query(
        """
        select o.order_id, o.channel_id, o.external_id, o.log_length,
          o.received_status, o.received_updated_at, o.received_version, o.received_asked_at,
          o.applied_status, o.applied_updated_at, o.applied_version, o.applied_asked_at,
          o.lines_updated_at, o.lines_version, o.lines_asked_at,
          o.is_all_shipped, o.is_all_returned, o.hold_until, o.ship_to_latitude, o.ship_to_longitude, o.priority
        from unnest(?) as wanted (order_id)
        cross join lateral (
          select * from sales_order where seller_id = ? and order_id = wanted.order_id limit 1) as o
        """,
        (statement, first) ->
            new Columns(statement, first).longs(ids, id -> id).value(seller.value()).count(),
        rows -> heads(rows, found));
  }

  private static void heads(ResultSet rows, Consumer<Head> found) throws SQLException {
    while (rows.next()) {
      found.accept(head(rows));
    }
  }
}
