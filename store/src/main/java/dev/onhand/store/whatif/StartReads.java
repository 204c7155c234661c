package dev.onhand.store.whatif;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Site;
import dev.onhand.core.replay.Start;
import dev.onhand.core.replay.Step;
import dev.onhand.core.replay.Step.PartKey;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What there was before a movement: what there is now, less what was recorded from it on. Settings
 * are those of now.
 */
final class StartReads {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long first;

  /**
   * @param first the first number of the period
   */
  StartReads(JdbcClient jdbc, SellerId seller, long first) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.first = first;
  }

  Start read(Instant at) {
    return new Start(at, products(), levels(), locations(), sites(), bundles(), begun());
  }

  private Map<ProductId, Stocked> products() {
    Map<ProductId, Stocked> products = new HashMap<>();
    jdbc.sql("select product_id, sku, tracking, floor from product where seller_id = :seller")
        .param("seller", seller.value())
        .query(
            row -> {
              ProductId id = new ProductId(row.getLong("product_id"));
              products.put(
                  id,
                  new Stocked(
                      id,
                      new Sku(row.getString("sku")),
                      Stocked.Tracking.valueOf(row.getString("tracking").toUpperCase(Locale.ROOT)),
                      row.getObject("floor", Long.class)));
            });
    return products;
  }

  private Map<LevelKey, Level> levels() {
    Map<LevelKey, Level> levels = new HashMap<>();
    jdbc.sql(
            """
            select l.product_id, l.location_id, l.floor,
              l.available - coalesce(since.available, 0) as available,
              l.reserved - coalesce(since.reserved, 0) as reserved,
              l.damaged - coalesce(since.damaged, 0) as damaged,
              l.quality_control - coalesce(since.quality_control, 0) as quality_control,
              l.set_aside - coalesce(since.set_aside, 0) as set_aside,
              l.in_transit - coalesce(since.in_transit, 0) as in_transit
            from stock_level l
            left join (
              select product_id, location_id, sum(available)::bigint as available, sum(reserved)::bigint as reserved,
                sum(damaged)::bigint as damaged, sum(quality_control)::bigint as quality_control,
                sum(set_aside)::bigint as set_aside, sum(in_transit)::bigint as in_transit
              from level_change
              where seller_id = :seller and movement_id >= :first
              group by product_id, location_id) as since
              on since.product_id = l.product_id and since.location_id = l.location_id
            where l.seller_id = :seller
            """)
        .param("seller", seller.value())
        .param("first", first)
        .query(
            row -> {
              levels.put(
                  new LevelKey(
                      new ProductId(row.getLong("product_id")),
                      new LocationId(row.getLong("location_id"))),
                  level(row));
            });
    return levels;
  }

  private static Level level(ResultSet row) throws SQLException {
    return new Level(
        row.getLong("available"),
        row.getLong("reserved"),
        row.getLong("damaged"),
        row.getLong("quality_control"),
        row.getLong("set_aside"),
        row.getLong("in_transit"),
        row.getObject("floor", Long.class),
        null,
        0);
  }

  private Map<String, LocationId> locations() {
    Map<String, LocationId> locations = new HashMap<>();
    jdbc.sql("select location_id, code from location where seller_id = :seller")
        .param("seller", seller.value())
        .query(
            row -> {
              locations.put(row.getString("code"), new LocationId(row.getLong("location_id")));
            });
    return locations;
  }

  private List<Site> sites() {
    return jdbc.sql(
            """
            select location_id, code, priority, latitude, longitude
            from location
            where seller_id = :seller and sellable
            """)
        .param("seller", seller.value())
        .query(
            (row, number) -> {
              Double latitude = row.getObject("latitude", Double.class);
              return new Site(
                  new LocationId(row.getLong("location_id")),
                  row.getString("code"),
                  row.getInt("priority"),
                  latitude == null ? null : new Site.Place(latitude, row.getDouble("longitude")));
            })
        .list();
  }

  private Map<ProductId, List<Order.Component>> bundles() {
    Map<ProductId, List<Order.Component>> bundles = new HashMap<>();
    jdbc.sql(
            """
            select bundle_id, component_id, units
            from bundle_component
            where seller_id = :seller
            order by bundle_id, component_id
            """)
        .param("seller", seller.value())
        .query(
            row -> {
              bundles
                  .computeIfAbsent(
                      new ProductId(row.getLong("bundle_id")), bundle -> new ArrayList<>())
                  .add(
                      new Order.Component(
                          new ProductId(row.getLong("component_id")), row.getLong("units")));
            });
    return bundles;
  }

  /** An order that was begun before, as its log has it. */
  private record Row(long id, Order.Name name, int priority, long missing, Instant since) {}

  /**
   * Of orders that hold or miss units, or had anything done since: those that held or missed some
   * when the period began.
   */
  private List<Start.Begun> begun() {
    List<Row> rows =
        jdbc.sql(
                """
                select o.order_id, c.code, o.external_id, o.priority, last.missing, last.recorded_at
                from (
                  select order_id from order_doing where seller_id = :seller and reserved > 0
                  union
                  select order_id from order_component where seller_id = :seller and missing > 0
                  union
                  select order_id from order_log where seller_id = :seller and event_id >= :first) as k
                cross join lateral (
                  select missing, recorded_at
                  from order_log
                  where seller_id = :seller and order_id = k.order_id and (event_id is null or event_id < :first)
                  order by entry desc
                  limit 1) as last
                join sales_order o on o.seller_id = :seller and o.order_id = k.order_id
                join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
                order by o.order_id
                """)
            .param("seller", seller.value())
            .param("first", first)
            .query(
                (row, number) ->
                    new Row(
                        row.getLong("order_id"),
                        new Order.Name(row.getString("code"), row.getString("external_id")),
                        row.getInt("priority"),
                        row.getLong("missing"),
                        SqlTimes.get(row, "recorded_at")))
            .list();
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Long> ids = rows.stream().map(Row::id).toList();
    Map<Long, Parts> parts = Parts.of(jdbc, seller, ids);
    Map<Long, Map<PartKey, Held>> held = held(ids);
    Map<Long, Instant> waiting = waitingSince(ids);
    return rows.stream()
        .map(
            row ->
                new Start.Begun(
                    row.id(),
                    row.name(),
                    row.priority(),
                    row.missing(),
                    waiting.getOrDefault(row.id(), row.since()),
                    open(
                        parts.getOrDefault(row.id(), Parts.NONE).parts(),
                        held.getOrDefault(row.id(), Map.of()))))
        .filter(
            order ->
                order.missing() > 0
                    || order.open().stream().anyMatch(open -> !open.reserved().isEmpty()))
        .toList();
  }

  private static List<Start.Open> open(List<Step.Part> parts, Map<PartKey, Held> held) {
    return parts.stream()
        .map(
            part -> {
              Held of = held.getOrDefault(part.key(), new Held());
              return new Start.Open(part, of.reserved, of.sold);
            })
        .toList();
  }

  private static final class Held {
    private final Map<LocationId, Long> reserved = new HashMap<>();
    private long sold;
  }

  /** What was done for lines by now, less what was recorded since. */
  private Map<Long, Map<PartKey, Held>> held(List<Long> orders) {
    Map<Long, Map<PartKey, Held>> held = new HashMap<>();
    jdbc.sql(
            """
            select d.order_id, d.line, d.product_id, d.location_id,
              d.reserved - since.reserved as reserved, d.fulfilled - since.sold as sold
            from unnest(:orders) as wanted (order_id)
            join order_doing d on d.seller_id = :seller and d.order_id = wanted.order_id
            join sales_order o on o.seller_id = :seller and o.order_id = d.order_id
            join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
            cross join lateral (
              select
                coalesce(sum(case when m.to_place = 'reserved' then m.quantity
                  when m.from_place = 'reserved' then -m.quantity else 0 end), 0)::bigint as reserved,
                coalesce(sum(case when m.reason = 'sale' then m.quantity else 0 end), 0)::bigint as sold
              from movement m
              where m.seller_id = :seller and m.cause_reference = c.code || '/' || o.external_id and m.cause_kind = 'order'
                and m.cause_line = d.line and m.product_id = d.product_id and m.movement_id >= :first
                and coalesce(m.from_location_id, m.to_location_id) = d.location_id) as since
            """)
        .param("seller", seller.value())
        .param("orders", orders.toArray(Long[]::new))
        .param("first", first)
        .query(
            row -> {
              Held of =
                  held.computeIfAbsent(row.getLong("order_id"), order -> new HashMap<>())
                      .computeIfAbsent(
                          new PartKey(
                              row.getString("line"), new ProductId(row.getLong("product_id"))),
                          part -> new Held());
              of.sold += row.getLong("sold");
              if (row.getLong("reserved") > 0) {
                of.reserved.put(
                    new LocationId(row.getLong("location_id")), row.getLong("reserved"));
              }
            });
    return held;
  }

  /** Of those that wait still. */
  private Map<Long, Instant> waitingSince(List<Long> orders) {
    Map<Long, Instant> since = new HashMap<>();
    jdbc.sql(
            """
            select c.order_id, min(c.missing_since) as since
            from unnest(:orders) as wanted (order_id)
            join order_component c on c.seller_id = :seller and c.order_id = wanted.order_id and c.missing > 0
            group by c.order_id
            """)
        .param("seller", seller.value())
        .param("orders", orders.toArray(Long[]::new))
        .query(
            row -> {
              since.put(row.getLong("order_id"), SqlTimes.get(row, "since"));
            });
    return since;
  }
}
