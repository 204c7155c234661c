package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Supply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What channels have to sell of products, at the locations whose stock they sell.
 *
 * @param free units that may be promised; none for a product that is not counted
 * @param open units of the channel's own orders that it still counts among its stock
 * @param tuned units that are kept back in any case
 */
record Supplies(Map<Pair, Long> free, Map<Pair, Long> open, Map<Pair, Long> tuned) {

  /** A product on a channel. */
  record Pair(long product, long channel) {}

  /**
   * @param counting channels that count units of open orders among their stock
   */
  static Supplies of(JdbcClient jdbc, SellerId seller, List<Pair> pairs, Set<Long> counting) {
    List<Pair> counted = pairs.stream().filter(pair -> counting.contains(pair.channel())).toList();
    return new Supplies(
        free(jdbc, seller, pairs),
        counted.isEmpty() ? Map.of() : open(jdbc, seller, counted),
        tuned(jdbc, seller, pairs));
  }

  /**
   * What there is for a listing.
   *
   * @param units of the product in one of it
   * @return null: the product is not counted
   */
  @Nullable Supply of(Pair pair, long units) {
    Long there = free.get(pair);
    return there == null
        ? null
        : new Supply(there, units, open.getOrDefault(pair, 0L), tuned.getOrDefault(pair, 0L));
  }

  private static Map<Pair, Long> tuned(JdbcClient jdbc, SellerId seller, List<Pair> pairs) {
    Map<Pair, Long> tuned = new HashMap<>();
    jdbc.sql(
            """
            select w.product_id, w.channel_id, t.units
            from unnest(:products, :channels) as w (product_id, channel_id)
            cross join lateral (
              select units from tuned_buffer
              where seller_id = :seller and channel_id = w.channel_id and product_id = w.product_id
              offset 0) as t
            """)
        .param("seller", seller.value())
        .param("products", pairs.stream().map(Pair::product).toArray(Long[]::new))
        .param("channels", pairs.stream().map(Pair::channel).toArray(Long[]::new))
        .query(
            row -> {
              tuned.put(
                  new Pair(row.getLong("product_id"), row.getLong("channel_id")),
                  row.getLong("units"));
            });
    return tuned;
  }

  private static Map<Pair, Long> free(JdbcClient jdbc, SellerId seller, List<Pair> pairs) {
    Map<Pair, Long> free = new HashMap<>();
    jdbc.sql(
            """
            select w.product_id, w.channel_id,
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
                  select cast(coalesce(sum(l.available - coalesce(l.floor, 0)), 0) as bigint)
                  from stock_level l
                  where l.seller_id = :seller and l.product_id = w.product_id
                    and l.location_id = any(array(
                      select location_id from location where seller_id = :seller and sellable))
                    and (w.is_everywhere or exists (
                      select from channel_location k
                      where k.seller_id = :seller and k.channel_id = w.channel_id and k.location_id = l.location_id)))
              end as free
            from (
              select w.product_id, w.channel_id,
                exists (select from bundle_component b where b.seller_id = :seller and b.bundle_id = w.product_id) as is_bundle,
                w.channel_id <> all(array(
                  select channel_id from channel_location where seller_id = :seller)) as is_everywhere
              from unnest(:products, :channels) as w (product_id, channel_id)) as w
            join product p on p.seller_id = :seller and p.product_id = w.product_id
            """)
        .param("seller", seller.value())
        .param("products", pairs.stream().map(Pair::product).toArray(Long[]::new))
        .param("channels", pairs.stream().map(Pair::channel).toArray(Long[]::new))
        .query(
            row -> {
              @Nullable Long units = row.getObject("free", Long.class);
              if (units != null) {
                free.put(new Pair(row.getLong("product_id"), row.getLong("channel_id")), units);
              }
            });
    return free;
  }

  /**
   * Each line by its key: joined, on tables that were small when it was planned, it is a walk
   * through all open lines for each product. One step after the other, so that what is still open
   * is counted of the channels' own lines only, and once.
   *
   * <p>Units of lines that sold the product itself, which the channel counts to its listing: of a
   * bundle those that its components still hold or miss, and no components of others.
   */
  private static Map<Pair, Long> open(JdbcClient jdbc, SellerId seller, List<Pair> pairs) {
    Map<Pair, Long> open = new HashMap<>();
    jdbc.sql(
            """
            select w.product_id, open.channel_id, cast(sum(open.units) as bigint) as units
            from unnest(:products) as w (product_id)
            cross join lateral (
              select array(
                select w.product_id
                union all
                select b.component_id from bundle_component b
                where b.seller_id = :seller and b.bundle_id = w.product_id) as parts
              from product where seller_id = :seller and product_id = w.product_id
              offset 0) as p
            cross join lateral (
              select o.channel_id, sold.sold_units * held.units as units
              from (
                select d.order_id, d.line
                from order_doing d
                where d.seller_id = :seller and d.reserved > 0 and d.product_id = any(p.parts)
                union
                select c.order_id, c.line
                from order_component c
                where c.seller_id = :seller and c.missing > 0 and c.product_id = any(p.parts)) as l
              cross join lateral (
                select order_id, channel_id from sales_order
                where seller_id = :seller and order_id = l.order_id and channel_id = any(:channels)
                offset 0) as o
              cross join lateral (
                select order_id, line, sold_units from order_line
                where seller_id = :seller and order_id = o.order_id and line = l.line
                  and sold_product_id = w.product_id
                offset 0) as sold
              cross join lateral (
                select min(
                  (c.missing + coalesce((
                    select cast(sum(d.reserved) as bigint)
                    from order_doing d
                    where d.seller_id = :seller and d.order_id = c.order_id and d.line = c.line
                      and d.product_id = c.product_id), 0)) / c.units) as units
                from order_component c
                join product part on part.seller_id = :seller and part.product_id = c.product_id
                  and part.tracking = 'tracked'
                where c.seller_id = :seller and c.order_id = sold.order_id and c.line = sold.line
                offset 0) as held) as open
            where open.units > 0
            group by w.product_id, open.channel_id
            """)
        .param("seller", seller.value())
        .param("products", pairs.stream().map(Pair::product).distinct().toArray(Long[]::new))
        .param("channels", pairs.stream().map(Pair::channel).distinct().toArray(Long[]::new))
        .query(
            row -> {
              open.put(
                  new Pair(row.getLong("product_id"), row.getLong("channel_id")),
                  row.getLong("units"));
            });
    return open;
  }
}
