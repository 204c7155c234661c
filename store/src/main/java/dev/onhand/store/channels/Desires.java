package dev.onhand.store.channels;

import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Computes what listings should show. Their rows are locked before stock is read, so that of two
 * who compute the same at once the later one has seen the newer stock.
 */
final class Desires {

  /** More at once would hold the rows for long. */
  static final int PIECE = 5_000;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final Function<String, StockSemantics> semantics;

  /**
   * @param semantics of a type of channel
   */
  Desires(JdbcClient jdbc, SellerId seller, Function<String, StockSemantics> semantics) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.semantics = semantics;
  }

  private record Row(
      long id,
      long channel,
      String type,
      long product,
      long units,
      @Nullable Long desired,
      ListingRule rule) {}

  private record Pair(long product, long channel) {}

  /**
   * What may be promised of a product on a channel.
   *
   * @param free null: it is not counted
   * @param open units of the channel's own orders that it still counts among its stock
   */
  private record Supply(@Nullable Long free, long open) {}

  /**
   * @return channels of which a listing should show something else now
   */
  Set<Long> ofProducts(Long[] products, Instant now) {
    List<Long> ids =
        jdbc.sql(
                """
                select listing_id from listing
                where seller_id = :seller and product_id = any(array(
                  select unnest(:products)
                  union
                  select bundle_id from bundle_component where seller_id = :seller and component_id = any(:products)))
                order by listing_id
                for no key update
                """)
            .param("seller", seller.value())
            .param("products", products)
            .query((row, number) -> row.getLong("listing_id"))
            .list();
    return refresh(locked(ids), now);
  }

  /**
   * The next of a channel's listings.
   *
   * @return the last one's id; null: there are no more
   */
  @Nullable Long ofChannel(long channel, long after, Instant now) {
    List<Long> ids =
        jdbc.sql(
                """
                select listing_id from listing
                where seller_id = :seller and channel_id = :channel and product_id is not null and listing_id > :after
                order by listing_id
                limit :rows
                for no key update
                """)
            .param("seller", seller.value())
            .param("channel", channel)
            .param("after", after)
            .param("rows", PIECE)
            .query((row, number) -> row.getLong("listing_id"))
            .list();
    refresh(locked(ids), now);
    return ids.size() < PIECE ? null : ids.getLast();
  }

  /** Read after the rows are locked: a rule that was set meanwhile holds. */
  private List<Row> locked(List<Long> ids) {
    return jdbc.sql(
            """
            select l.listing_id, l.channel_id, a.type, l.product_id, l.units, l.desired, r.stops_selling, r.buffer,
              r.percent, r.fixed, r.max, r.min
            from listing l
            join channel_account a on a.seller_id = l.seller_id and a.channel_id = l.channel_id
            left join lateral (
              select stops_selling, buffer, percent, fixed, max, min
              from listing_rule r
              where r.seller_id = :seller and r.channel_id = l.channel_id
                and (r.scope = 'channel' or (r.scope = 'group' and r.subject = l.group_name and l.group_name <> '')
                  or (r.scope = 'listing' and r.subject = l.listing_id::text))
              order by case r.scope when 'listing' then 0 when 'group' then 1 else 2 end
              limit 1) as r on true
            where l.seller_id = :seller and l.listing_id = any(:ids)
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("listing_id"),
        row.getLong("channel_id"),
        row.getString("type"),
        row.getLong("product_id"),
        row.getLong("units"),
        row.getObject("desired", Long.class),
        rule(row));
  }

  static ListingRule rule(ResultSet row) throws SQLException {
    int percent = row.getInt("percent");
    return row.wasNull()
        ? ListingRule.NONE
        : new ListingRule(
            row.getBoolean("stops_selling"),
            row.getLong("buffer"),
            percent,
            row.getObject("fixed", Long.class),
            row.getObject("max", Long.class),
            row.getLong("min"));
  }

  private Set<Long> refresh(List<Row> rows, Instant now) {
    if (rows.isEmpty()) {
      return Set.of();
    }
    Map<Pair, Supply> supplies = supplies(rows);
    List<Long> ids = new ArrayList<>();
    List<@Nullable Long> desires = new ArrayList<>();
    Set<Long> channels = new HashSet<>();
    for (Row row : rows) {
      Supply supply =
          supplies.getOrDefault(new Pair(row.product(), row.channel()), new Supply(0L, 0));
      Long desired = desired(row, supply);
      if (!java.util.Objects.equals(desired, row.desired())) {
        ids.add(row.id());
        desires.add(desired);
        channels.add(row.channel());
      }
    }
    write(ids, desires, now);
    return channels;
  }

  /** What is not counted has no number to show: the channel keeps its own. */
  private @Nullable Long desired(Row row, Supply supply) {
    if (supply.free() == null) {
      return null;
    }
    StockSemantics channel = semantics.apply(row.type());
    long shown = row.rule().desired(supply.free(), row.units(), channel.quantityMax());
    return channel.takesOff() == TakesOff.AT_SHIPMENT
        ? Math.min(channel.quantityMax(), shown + supply.open() / row.units())
        : shown;
  }

  private Map<Pair, Supply> supplies(List<Row> rows) {
    List<Pair> pairs =
        rows.stream().map(row -> new Pair(row.product(), row.channel())).distinct().toList();
    Set<Long> counting = new HashSet<>();
    for (Row row : rows) {
      if (semantics.apply(row.type()).takesOff() == TakesOff.AT_SHIPMENT) {
        counting.add(row.channel());
      }
    }
    Map<Pair, Supply> supplies = new HashMap<>();
    jdbc.sql(
            """
            select w.product_id, w.channel_id, cast(coalesce(o.units, 0) as bigint) as open,
              case
                when w.is_bundle then (
                  select cast(coalesce(sum(here.units), 0) as bigint)
                  from (
                    select min(case when c.tracking <> 'tracked' then 1000000000
                      else greatest(coalesce(l.available, 0) - coalesce(l.floor, c.floor, 0), 0) / b.units end) as units
                    from location at
                    cross join bundle_component b
                    join product c on c.seller_id = b.seller_id and c.product_id = b.component_id
                    left join stock_level l on l.seller_id = b.seller_id and l.product_id = b.component_id
                      and l.location_id = at.location_id
                    where at.seller_id = :seller and at.sellable
                      and b.seller_id = :seller and b.bundle_id = w.product_id
                      and (w.is_everywhere or exists (
                        select from channel_location k
                        where k.seller_id = :seller and k.channel_id = w.channel_id and k.location_id = at.location_id))
                    group by at.location_id) as here)
                when p.tracking = 'tracked' then (
                  select cast(coalesce(sum(l.available - l.floor), 0) as bigint)
                  from stock_level l
                  join location at on at.seller_id = l.seller_id and at.location_id = l.location_id and at.sellable
                  where l.seller_id = :seller and l.product_id = w.product_id
                    and (w.is_everywhere or exists (
                      select from channel_location k
                      where k.seller_id = :seller and k.channel_id = w.channel_id and k.location_id = l.location_id)))
              end as free
            from (
              select w.product_id, w.channel_id,
                exists (select from bundle_component b where b.seller_id = :seller and b.bundle_id = w.product_id) as is_bundle,
                not exists (
                  select from channel_location k where k.seller_id = :seller and k.channel_id = w.channel_id) as is_everywhere
              from unnest(:products, :channels) as w (product_id, channel_id)) as w
            join product p on p.seller_id = :seller and p.product_id = w.product_id
            left join lateral (
              select sum(units) as units
              from (
                select d.reserved as units
                from order_doing d
                join sales_order o on o.seller_id = d.seller_id and o.order_id = d.order_id
                where d.seller_id = :seller and d.product_id = w.product_id and d.reserved > 0
                  and o.channel_id = w.channel_id
                union all
                select c.missing
                from order_component c
                join sales_order o on o.seller_id = c.seller_id and o.order_id = c.order_id
                where c.seller_id = :seller and c.product_id = w.product_id and c.missing > 0
                  and o.channel_id = w.channel_id) as waiting
              where w.channel_id = any(:counting)) as o on true
            """)
        .param("seller", seller.value())
        .param("products", pairs.stream().map(Pair::product).toArray(Long[]::new))
        .param("channels", pairs.stream().map(Pair::channel).toArray(Long[]::new))
        .param("counting", counting.toArray(Long[]::new))
        .query(
            (row, number) ->
                Map.entry(
                    new Pair(row.getLong("product_id"), row.getLong("channel_id")),
                    new Supply(row.getObject("free", Long.class), row.getLong("open"))))
        .list()
        .forEach(one -> supplies.put(one.getKey(), one.getValue()));
    return supplies;
  }

  private void write(List<Long> ids, List<@Nullable Long> desires, Instant now) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update listing l
            set desired = made.desired, desired_version = l.desired_version + 1, desired_at = :at,
              refused = null, refused_detail = null, refused_at = null,
              updated_at = :at
            from unnest(:ids, :desires) as made (listing_id, desired)
            where l.seller_id = :seller and l.listing_id = made.listing_id
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .param("desires", desires.toArray(Long[]::new))
        .param("at", SqlTimes.toSql(now))
        .update();
  }

  /**
   * Begins to remember up to which movement listings were told.
   *
   * @return false: that is remembered already
   */
  static boolean beginFeed(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
                """
                insert into listing_feed (seller_id, movement_id)
                select seller_id, cut_id from seller_head where seller_id = :seller
                on conflict (seller_id) do nothing
                """)
            .param("seller", seller.value())
            .update()
        > 0;
  }

  /** Channels with an account. */
  static List<Long> channels(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select channel_id from channel_account where seller_id = :seller order by channel_id
            """)
        .param("seller", seller.value())
        .query((row, number) -> row.getLong("channel_id"))
        .list();
  }

  /**
   * Products that movements were recorded of since this was asked last, a piece of them; empty: it
   * is at the end.
   */
  static List<Long> fed(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            with feed as (
              select movement_id from listing_feed where seller_id = :seller for update),
            piece as (
              select m.movement_id, m.product_id
              from movement m
              where m.seller_id = :seller and m.movement_id > (select movement_id from feed)
                and m.movement_id <= (select cut_id from seller_head where seller_id = :seller)
              order by m.movement_id
              limit :rows),
            moved as (
              update listing_feed set movement_id = (select max(movement_id) from piece)
              where seller_id = :seller and exists (select from piece))
            select distinct product_id from piece
            """)
        .param("seller", seller.value())
        .param("rows", PIECE)
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }
}
