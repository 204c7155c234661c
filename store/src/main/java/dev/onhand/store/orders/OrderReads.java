package dev.onhand.store.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.orders.Channel;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Orders and what they share, read from their rows, a statement a method. Where a sub-query per
 * wanted row has no limit it has {@code offset 0}: else it is planned as a join, and that as one
 * scan of all the seller's rows.
 */
final class OrderReads {

  private final Connection connection;
  private final SellerId seller;

  OrderReads(Connection connection, SellerId seller) {
    this.connection = connection;
    this.seller = seller;
  }

  /** An order without its lines, which are filled in later. */
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

  /** Locks the orders of these names that exist, in order of channel and name. */
  List<Head> lock(Collection<Long> channels, Collection<String> externalIds) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select o.order_id, o.channel_id, o.external_id, o.log_length,
              o.received_status, o.received_updated_at, o.received_version, o.received_asked_at,
              o.applied_status, o.applied_updated_at, o.applied_version, o.applied_asked_at,
              o.lines_updated_at, o.lines_version, o.lines_asked_at,
              o.is_all_shipped, o.is_all_returned, o.hold_until, o.ship_to_latitude, o.ship_to_longitude, o.priority
            from (
              select channel_id, external_id from unnest(?, ?) as w (channel_id, external_id)
              order by channel_id, external_id
            ) as wanted
            cross join lateral (
              select * from sales_order
              where seller_id = ? and channel_id = wanted.channel_id and external_id = wanted.external_id
              for no key update) as o
            """)) {
      new Columns(statement, 1)
          .longs(channels, id -> id)
          .texts(externalIds, id -> id)
          .value(seller.value());
      return heads(statement);
    }
  }

  /** The orders of these ids. */
  List<Head> find(Collection<Long> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select o.order_id, o.channel_id, o.external_id, o.log_length,
              o.received_status, o.received_updated_at, o.received_version, o.received_asked_at,
              o.applied_status, o.applied_updated_at, o.applied_version, o.applied_asked_at,
              o.lines_updated_at, o.lines_version, o.lines_asked_at,
              o.is_all_shipped, o.is_all_returned, o.hold_until, o.ship_to_latitude, o.ship_to_longitude, o.priority
            from unnest(?) as wanted (order_id)
            cross join lateral (
              select * from sales_order where seller_id = ? and order_id = wanted.order_id limit 1) as o
            """)) {
      new Columns(statement, 1).longs(ids, id -> id).value(seller.value());
      return heads(statement);
    }
  }

  private static List<Head> heads(PreparedStatement statement) throws SQLException {
    List<Head> heads = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        heads.add(head(rows));
      }
    }
    return heads;
  }

  /** The lines of these orders, by order and in the order in which they came. */
  Map<Long, Map<String, Order.Line>> lines(Collection<Long> orders) throws SQLException {
    if (orders.isEmpty()) {
      return Map.of();
    }
    Map<LineKey, List<Placed<Order.Component>>> components = new HashMap<>();
    Map<LineKey, Map<ProductId, Long>> missing = new HashMap<>();
    readComponents(orders, components, missing);
    Map<LineKey, List<Placed<Order.Doing>>> doings = doings(orders);
    Map<Long, List<Placed<Order.Line>>> lines = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select l.order_id, l.place, l.line, l.sku, l.gtin, l.ordered, l.cancelled, l.is_counted, l.shipped, l.returned,
              l.shipped_from, l.returned_to, l.returned_state, l.sold_as, l.sold_as_gtin, l.parked
            from unnest(?) as wanted (order_id)
            cross join lateral (
              select * from order_line
              where seller_id = ? and order_id = wanted.order_id
              order by order_id, line) as l
            """)) {
      new Columns(statement, 1).longs(orders, id -> id).value(seller.value());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          LineKey key = new LineKey(row.getLong("order_id"), row.getString("line"));
          lines
              .computeIfAbsent(key.order(), id -> new ArrayList<>())
              .add(
                  new Placed<>(
                      row.getInt("place"),
                      line(
                          row,
                          Placed.inOrder(components.getOrDefault(key, List.of())),
                          Placed.inOrder(doings.getOrDefault(key, List.of())),
                          missing.getOrDefault(key, Map.of()))));
        }
      }
    }
    Map<Long, Map<String, Order.Line>> byId = new HashMap<>();
    lines.forEach((order, placed) -> byId.put(order, byId(Placed.inOrder(placed))));
    return byId;
  }

  private static Map<String, Order.Line> byId(List<Order.Line> lines) {
    Map<String, Order.Line> byId = new LinkedHashMap<>();
    lines.forEach(line -> byId.put(line.id(), line));
    return byId;
  }

  private record LineKey(long order, String line) {}

  /**
   * A row and its place among its kind. Rows are brought in order here and not by the statement,
   * which would be planned as a walk through all rows of the seller to spare itself the sort.
   */
  private record Placed<T>(int place, T it) {
    static <T> List<T> inOrder(List<Placed<T>> rows) {
      return rows.stream().sorted(Comparator.comparingInt(Placed::place)).map(Placed::it).toList();
    }
  }

  private static Order.Line line(
      ResultSet row,
      List<Order.Component> components,
      List<Order.Doing> doings,
      Map<ProductId, Long> missing)
      throws SQLException {
    String returnedState = row.getString("returned_state");
    String parked = row.getString("parked");
    return new Order.Line(
        row.getString("line"),
        Objects.requireNonNull(item(row, "sku", "gtin")),
        row.getLong("ordered"),
        row.getLong("cancelled"),
        row.getBoolean("is_counted"),
        row.getLong("shipped"),
        row.getLong("returned"),
        row.getString("shipped_from"),
        returnedState == null
            ? null
            : new OrderSnapshot.ReturnedTo(
                row.getString("returned_to"),
                State.valueOf(returnedState.toUpperCase(Locale.ROOT))),
        item(row, "sold_as", "sold_as_gtin"),
        components,
        doings,
        missing,
        parked == null ? null : Order.Parked.valueOf(parked.toUpperCase(Locale.ROOT)));
  }

  private static @Nullable Item item(ResultSet row, String skuColumn, String gtinColumn)
      throws SQLException {
    String sku = row.getString(skuColumn);
    String gtin = row.getString(gtinColumn);
    return sku == null && gtin == null
        ? null
        : new Item(sku == null ? null : new Sku(sku), gtin == null ? null : new Gtin(gtin));
  }

  private void readComponents(
      Collection<Long> orders,
      Map<LineKey, List<Placed<Order.Component>>> components,
      Map<LineKey, Map<ProductId, Long>> missing)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select c.order_id, c.place, c.line, c.product_id, c.units, c.missing
            from unnest(?) as wanted (order_id)
            cross join lateral (
              select * from order_component
              where seller_id = ? and order_id = wanted.order_id
              order by order_id, line, product_id) as c
            """)) {
      new Columns(statement, 1).longs(orders, id -> id).value(seller.value());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          LineKey key = new LineKey(row.getLong("order_id"), row.getString("line"));
          ProductId product = new ProductId(row.getLong("product_id"));
          components
              .computeIfAbsent(key, k -> new ArrayList<>())
              .add(
                  new Placed<>(
                      row.getInt("place"), new Order.Component(product, row.getLong("units"))));
          if (row.getLong("missing") > 0) {
            missing
                .computeIfAbsent(key, k -> new LinkedHashMap<>())
                .put(product, row.getLong("missing"));
          }
        }
      }
    }
  }

  private Map<LineKey, List<Placed<Order.Doing>>> doings(Collection<Long> orders)
      throws SQLException {
    Map<LineKey, List<Placed<Order.Doing>>> doings = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select d.order_id, d.place, d.line, d.product_id, d.location_id, d.factor, d.reserved, d.fulfilled, d.returned,
              d.reserves, d.fulfils, d.releases, d.returns, d.put_backs
            from unnest(?) as wanted (order_id)
            cross join lateral (
              select * from order_doing
              where seller_id = ? and order_id = wanted.order_id
              order by order_id, line, product_id, location_id) as d
            """)) {
      new Columns(statement, 1).longs(orders, id -> id).value(seller.value());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          doings
              .computeIfAbsent(
                  new LineKey(row.getLong("order_id"), row.getString("line")),
                  k -> new ArrayList<>())
              .add(new Placed<>(row.getInt("place"), doing(row)));
        }
      }
    }
    return doings;
  }

  private static Order.Doing doing(ResultSet row) throws SQLException {
    return new Order.Doing(
        new ProductId(row.getLong("product_id")),
        new LocationId(row.getLong("location_id")),
        row.getLong("factor"),
        row.getLong("reserved"),
        row.getLong("fulfilled"),
        row.getLong("returned"),
        new Order.Counts(
            row.getInt("reserves"),
            row.getInt("fulfils"),
            row.getInt("releases"),
            row.getInt("returns"),
            row.getInt("put_backs")));
  }

  /** The seller's channels, by code. */
  Map<String, Channel> channels() throws SQLException {
    Map<String, Channel> channels = new HashMap<>();
    for (ChannelSetup setup : new ChannelReads(connection, seller).all()) {
      channels.put(setup.code(), setup.channel());
    }
    return channels;
  }
}
