package dev.onhand.store.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.ledger.Columns;
import dev.onhand.store.ledger.Pipeline;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * The lines of orders, read from their rows. Where a sub-query per wanted row has no limit it has
 * {@code offset 0}: else it is planned as a join, and that as one scan of all the seller's rows.
 */
final class LineReads {

  private final SellerId seller;
  private final Map<LineKey, List<Placed<Order.Component>>> components = new HashMap<>();
  private final Map<LineKey, Map<ProductId, Long>> missing = new HashMap<>();
  private final Map<LineKey, List<Placed<Order.Doing>>> doings = new HashMap<>();
  private final Map<Long, List<Placed<Order.Line>>> lines = new HashMap<>();

  LineReads(SellerId seller) {
    this.seller = seller;
  }

  /** Asks for the lines of orders; each order is asked for once. */
  void ask(Pipeline pipeline, Collection<Long> orders) {
    if (!orders.isEmpty()) {
      askForComponents(pipeline, orders);
      askForDoings(pipeline, orders);
      askForLines(pipeline, orders);
    }
  }

  /** What was found, by order, and the lines by their ids, in the order in which they came. */
  Map<Long, Map<String, Order.Line>> found() {
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

  private int bind(PreparedStatement statement, int first, Collection<Long> orders)
      throws SQLException {
    return new Columns(statement, first).longs(orders, id -> id).value(seller.value()).count();
  }

  private static LineKey key(ResultSet row) throws SQLException {
    return new LineKey(row.getLong("order_id"), row.getString("line"));
  }

  /** After their components and doings. */
  private void askForLines(Pipeline pipeline, Collection<Long> orders) {
    pipeline.query(
        """
        select l.order_id, l.place, l.line, l.listing, l.sku, l.gtin, l.ordered, l.cancelled, l.is_counted, l.shipped, l.returned,
          l.shipped_from, l.returned_to, l.returned_state,
          l.sold_as_listing, l.sold_as, l.sold_as_gtin, l.sold_product_id, l.sold_units, l.parked
        from unnest(?) as wanted (order_id)
        cross join lateral (
          select * from order_line
          where seller_id = ? and order_id = wanted.order_id
          order by order_id, line) as l
        """,
        (statement, first) -> bind(statement, first, orders),
        row -> {
          while (row.next()) {
            LineKey key = key(row);
            lines
                .computeIfAbsent(key.order(), id -> new ArrayList<>())
                .add(new Placed<>(row.getInt("place"), line(row, key)));
          }
        });
  }

  private Order.Line line(ResultSet row, LineKey key) throws SQLException {
    String returnedState = row.getString("returned_state");
    String parked = row.getString("parked");
    return new Order.Line(
        row.getString("line"),
        Objects.requireNonNull(item(row, "listing", "sku", "gtin")),
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
        soldAs(row),
        Placed.inOrder(components.getOrDefault(key, List.of())),
        Placed.inOrder(doings.getOrDefault(key, List.of())),
        missing.getOrDefault(key, Map.of()),
        parked == null ? null : Order.Parked.valueOf(parked.toUpperCase(Locale.ROOT)));
  }

  private static Order.@Nullable Sold soldAs(ResultSet row) throws SQLException {
    Item item = item(row, "sold_as_listing", "sold_as", "sold_as_gtin");
    Long product = row.getObject("sold_product_id", Long.class);
    return item == null
        ? null
        : new Order.Sold(
            item, product == null ? null : new ProductId(product), row.getLong("sold_units"));
  }

  private static @Nullable Item item(
      ResultSet row, String listingColumn, String skuColumn, String gtinColumn)
      throws SQLException {
    String sku = row.getString(skuColumn);
    String gtin = row.getString(gtinColumn);
    return sku == null && gtin == null
        ? null
        : new Item(
            row.getString(listingColumn),
            sku == null ? null : new Sku(sku),
            gtin == null ? null : new Gtin(gtin));
  }

  private void askForComponents(Pipeline pipeline, Collection<Long> orders) {
    pipeline.query(
        """
        select c.order_id, c.place, c.line, c.product_id, c.units, c.missing
        from unnest(?) as wanted (order_id)
        cross join lateral (
          select * from order_component
          where seller_id = ? and order_id = wanted.order_id
          order by order_id, line, product_id) as c
        """,
        (statement, first) -> bind(statement, first, orders),
        row -> {
          while (row.next()) {
            addComponent(row);
          }
        });
  }

  private void addComponent(ResultSet row) throws SQLException {
    LineKey key = key(row);
    ProductId product = new ProductId(row.getLong("product_id"));
    components
        .computeIfAbsent(key, k -> new ArrayList<>())
        .add(new Placed<>(row.getInt("place"), new Order.Component(product, row.getLong("units"))));
    if (row.getLong("missing") > 0) {
      missing.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(product, row.getLong("missing"));
    }
  }

  private void askForDoings(Pipeline pipeline, Collection<Long> orders) {
    pipeline.query(
        """
        select d.order_id, d.place, d.line, d.product_id, d.location_id, d.factor, d.reserved, d.fulfilled, d.returned,
          d.reserves, d.fulfils, d.releases, d.returns, d.put_backs
        from unnest(?) as wanted (order_id)
        cross join lateral (
          select * from order_doing
          where seller_id = ? and order_id = wanted.order_id
          order by order_id, line, product_id, location_id) as d
        """,
        (statement, first) -> bind(statement, first, orders),
        row -> {
          while (row.next()) {
            doings
                .computeIfAbsent(key(row), k -> new ArrayList<>())
                .add(new Placed<>(row.getInt("place"), doing(row)));
          }
        });
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
}
