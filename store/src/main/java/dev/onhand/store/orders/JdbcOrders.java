package dev.onhand.store.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.Channel;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.OrderSummary;
import dev.onhand.engine.orders.OrderView;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders read from PostgreSQL. */
public final class JdbcOrders implements OrderRows {

  /** What the log says where nothing was received: what was known was applied again. */
  static final String APPLIED_AGAIN = "applied_again";

  private final SellerTransactions transactions;
  private final Backorders backorders = new Backorders();
  private final ParkedOrders parked = new ParkedOrders();

  public JdbcOrders(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  /** Of an order what only those who look at it want to know. */
  private record Stamps(long id, Instant createdAt, Instant updatedAt, long version) {}

  @Override
  public Optional<OrderView> find(SellerId seller, Order.Name name) {
    return transactions.snapshot(
        seller, jdbc -> stamps(jdbc, seller, name).map(stamps -> view(jdbc, seller, stamps)));
  }

  private static Optional<Stamps> stamps(JdbcClient jdbc, SellerId seller, Order.Name name) {
    return jdbc.sql(
            """
            select order_id, created_at, updated_at, version
            from sales_order
            where seller_id = :seller
              and channel_id = (select channel_id from channel where seller_id = :seller and code = :channel)
              and external_id = :external_id
            """)
        .param("seller", seller.value())
        .param("channel", name.channel())
        .param("external_id", name.externalId())
        .query(
            (row, number) ->
                new Stamps(
                    row.getLong("order_id"),
                    SqlTimes.get(row, "created_at"),
                    SqlTimes.get(row, "updated_at"),
                    row.getLong("version")))
        .optional();
  }

  private OrderView view(JdbcClient jdbc, SellerId seller, Stamps stamps) {
    Order order =
        transactions.onConnection(
            seller,
            connection -> OrderReads.orders(connection, seller, List.of(stamps.id())).getFirst());
    return new OrderView(
        stamps.id(),
        order,
        skus(jdbc, seller, order),
        locations(jdbc, seller, order),
        log(jdbc, seller, stamps.id()),
        stamps.createdAt(),
        stamps.updatedAt(),
        stamps.version());
  }

  private record Titled<K>(K id, String name) {}

  private static <K> Map<K, String> map(List<Titled<K>> rows) {
    Map<K, String> names = new HashMap<>();
    rows.forEach(row -> names.put(row.id(), row.name()));
    return names;
  }

  private static Map<ProductId, String> skus(JdbcClient jdbc, SellerId seller, Order order) {
    Long[] ids =
        order.lines().values().stream()
            .flatMap(
                line ->
                    Stream.of(
                            line.components().stream().map(Order.Component::product),
                            line.doings().stream().map(Order.Doing::product),
                            line.missing().keySet().stream())
                        .flatMap(products -> products))
            .map(ProductId::value)
            .distinct()
            .toArray(Long[]::new);
    return map(
        jdbc.sql(
                """
                select p.product_id, p.sku
                from unnest(:ids) as wanted (product_id)
                cross join lateral (
                  select product_id, sku from product
                  where seller_id = :seller and product_id = wanted.product_id limit 1) as p
                """)
            .param("seller", seller.value())
            .param("ids", ids)
            .query(
                (row, number) ->
                    new Titled<>(new ProductId(row.getLong("product_id")), row.getString("sku")))
            .list());
  }

  private static Map<LocationId, String> locations(JdbcClient jdbc, SellerId seller, Order order) {
    Long[] ids =
        order.lines().values().stream()
            .flatMap(line -> line.doings().stream())
            .map(doing -> doing.location().value())
            .distinct()
            .toArray(Long[]::new);
    return map(
        jdbc.sql(
                """
                select l.location_id, l.code
                from unnest(:ids) as wanted (location_id)
                cross join lateral (
                  select location_id, code from location
                  where seller_id = :seller and location_id = wanted.location_id limit 1) as l
                """)
            .param("seller", seller.value())
            .param("ids", ids)
            .query(
                (row, number) ->
                    new Titled<>(new LocationId(row.getLong("location_id")), row.getString("code")))
            .list());
  }

  private static List<LogEntry> log(JdbcClient jdbc, SellerId seller, long order) {
    return jdbc.sql(
            """
            select entry, received_status, effect, verdict, applied_status, source_updated_at,
              reserved, released, fulfilled, returned, missing, parked, note, actor, recorded_at
            from order_log
            where seller_id = :seller and order_id = :order
            order by entry
            """)
        .param("seller", seller.value())
        .param("order", order)
        .query((row, number) -> OrderLogRows.map(row))
        .list();
  }

  @Override
  public Slice<OrderSummary> list(SellerId seller, OrderFilter filter, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          Slice<Long> ids = Slice.of(page, new OrderPages(jdbc, seller, filter, page).ids());
          return new Slice<>(summaries(jdbc, seller, ids.rows()), ids.hasMore());
        });
  }

  private static List<OrderSummary> summaries(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc.sql(
            """
            select o.order_id, c.code as channel, o.external_id, o.received_status, o.units_ordered,
              o.units_reserved, o.units_fulfilled, o.units_missing, o.lines_parked, o.created_at, o.updated_at
            from unnest(:ids) as wanted (order_id)
            cross join lateral (
              select * from sales_order where seller_id = :seller and order_id = wanted.order_id limit 1) as o
            cross join lateral (
              select code from channel where seller_id = :seller and channel_id = o.channel_id limit 1) as c
            order by o.order_id desc
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query(
            (row, number) ->
                new OrderSummary(
                    row.getLong("order_id"),
                    new Order.Name(row.getString("channel"), row.getString("external_id")),
                    row.getString("received_status"),
                    row.getLong("units_ordered"),
                    row.getLong("units_reserved"),
                    row.getLong("units_fulfilled"),
                    row.getLong("units_missing"),
                    row.getInt("lines_parked"),
                    SqlTimes.get(row, "created_at"),
                    SqlTimes.get(row, "updated_at")))
        .list();
  }

  /** An order whose status alone is known has no lines; whether it is done with is not known. */
  @Override
  public Slice<Named> open(SellerId seller, String channel, PageRequest page) {
    return transactions.call(
        seller,
        jdbc ->
            Slice.of(
                page,
                jdbc.sql(
                        """
                        select o.order_id, o.external_id
                        from sales_order o
                        where o.seller_id = :seller and o.order_id > :after
                          and o.channel_id = (select channel_id from channel where seller_id = :seller and code = :channel)
                          and (o.units_reserved > 0 or o.units_missing > 0 or o.lines_parked > 0 or exists (
                            select 1 from order_line l
                            where l.seller_id = :seller and l.order_id = o.order_id
                              and l.ordered - l.cancelled > l.shipped))
                        order by o.order_id
                        limit :rows
                        """)
                    .param("seller", seller.value())
                    .param("channel", channel)
                    .param("after", page.after() == null ? 0 : page.after())
                    .param("rows", page.rowsToRead())
                    .query(
                        (row, number) ->
                            new Named(
                                row.getLong("order_id"),
                                new Order.Name(channel, row.getString("external_id"))))
                    .list()));
  }

  private List<Channel> channels(SellerId seller) {
    return transactions.onConnection(
        seller,
        connection ->
            ChannelReads.all(connection, seller).stream().map(ChannelSetup::channel).toList());
  }

  @Override
  public List<Order.Name> ready(SellerId seller, Instant now, int limit) {
    return transactions.call(
        seller,
        jdbc -> {
          ReadyOrders ready = new ReadyOrders(jdbc, seller);
          ReadyOrders.Waiting waiting = ready.waiting(now);
          Set<Long> ids = new LinkedHashSet<>();
          // What gives units back goes before what takes them.
          if (waiting.overdue()) {
            ids.addAll(ready.overdue(channels(seller), now, limit));
          }
          if (waiting.backordered()) {
            ids.addAll(backorders.ready(jdbc, seller, limit));
          }
          if (waiting.parked()) {
            ids.addAll(parked.ready(jdbc, seller, limit));
          }
          if (ids.isEmpty()) {
            return List.of();
          }
          return names(jdbc, seller, ids.stream().limit(limit).toList());
        });
  }

  private static List<Order.Name> names(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc.sql(
            """
            select c.code, o.external_id
            from unnest(:ids) with ordinality as wanted (order_id, place)
            cross join lateral (
              select channel_id, external_id from sales_order
              where seller_id = :seller and order_id = wanted.order_id limit 1) as o
            cross join lateral (
              select code from channel where seller_id = :seller and channel_id = o.channel_id limit 1) as c
            order by wanted.place
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> new Order.Name(row.getString("code"), row.getString("external_id")))
        .list();
  }
}
