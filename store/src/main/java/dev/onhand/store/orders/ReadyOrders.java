package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.orders.Channel;
import dev.onhand.model.Gtin;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders that wait for something that has come. Looked for all the time, so each statement goes
 * from what is waited for, of which there is little, to the orders: a step through an index for
 * each product (or SKU) and not for each order. What no units are free for is not looked at any
 * further.
 */
final class ReadyOrders {

  private final JdbcClient jdbc;
  private final SellerId seller;

  ReadyOrders(JdbcClient jdbc, SellerId seller) {
    this.jdbc = jdbc;
    this.seller = seller;
  }

  /** What a seller's orders wait for at all, whether or not it has come. */
  record Waiting(boolean overdue, boolean backordered, boolean parked) {}

  /** Most of the time nothing waits, and then this is all that is asked. */
  Waiting waiting(Instant now) {
    return jdbc.sql(
            """
            select
              exists (
                select 1 from sales_order
                where seller_id = :seller and hold_until <= :now and (units_reserved > 0 or units_missing > 0)
                order by hold_until limit 1) as overdue,
              exists (
                select 1 from order_component
                where seller_id = :seller and missing > 0
                order by product_id limit 1) as backordered,
              exists (
                select 1 from order_line
                where seller_id = :seller and parked is not null
                order by sku limit 1) as parked
            """)
        .param("seller", seller.value())
        .param("now", SqlTimes.toSql(now))
        .query(
            (row, number) ->
                new Waiting(
                    row.getBoolean("overdue"),
                    row.getBoolean("backordered"),
                    row.getBoolean("parked")))
        .single();
  }

  private static final String BACKORDERED =
      """
            with recursive wanted (product_id) as (
              (select product_id from order_component
                where seller_id = :seller and missing > 0
                order by product_id limit 1)
              union all
              select further.product_id
              from wanted
              cross join lateral (
                select product_id from order_component
                where seller_id = :seller and missing > 0 and product_id > wanted.product_id
                order by product_id limit 1) as further
            )
            select first.order_id
            from wanted
            cross join lateral (
              select p.product_id
              from product p
              join location l on l.seller_id = :seller and l.sellable
              left join stock_level s on s.seller_id = :seller
                and s.product_id = p.product_id and s.location_id = l.location_id
              where p.seller_id = :seller and p.product_id = wanted.product_id
                and coalesce(
                  coalesce(s.available, 0) > case when s.product_id is null then p.floor else s.floor end, true)
              limit 1) as there
            cross join lateral (
              select m.order_id, m.priority, m.missing_since
              from order_component m
              cross join lateral (
                select coalesce(c.sourcing, s.sourcing) as sourcing
                from sales_order o
                join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
                join seller s on s.seller_id = :seller
                where o.seller_id = :seller and o.order_id = m.order_id
                limit 1) as rule
              where m.seller_id = :seller and m.product_id = there.product_id and m.missing > 0
                -- what is not to be split waits for the location where it was begun
                and (rule.sourcing <> 'first_with_stock'
                  or not exists (
                    select 1 from order_doing d
                    where d.seller_id = :seller and d.order_id = m.order_id and d.line = m.line
                      and d.product_id = m.product_id and d.reserved > 0)
                  or exists (
                    select 1 from order_doing d
                    join stock_level s on s.seller_id = :seller
                      and s.product_id = d.product_id and s.location_id = d.location_id
                    join location l on l.seller_id = :seller and l.location_id = d.location_id and l.sellable
                    where d.seller_id = :seller and d.order_id = m.order_id and d.line = m.line
                      and d.product_id = m.product_id and d.reserved > 0
                      and coalesce(s.available > s.floor, true)))
              order by m.priority desc, m.missing_since, m.order_id, m.line
              limit :rows) as first
            order by first.priority desc, first.missing_since, first.order_id
            limit :rows
            """;

  /** Orders with units missing that are free now: by priority, then who waited longest. */
  List<Long> backordered(int limit) {
    return jdbc.sql(BACKORDERED)
        .param("seller", seller.value())
        .param("rows", limit)
        .query((row, number) -> row.getLong("order_id"))
        .list();
  }

  /** Orders with lines parked for a SKU, GTIN or listing that can be sold now, oldest first. */
  List<Long> parked(int limit) {
    Set<Long> orders = new TreeSet<>(parkedForSku(limit));
    orders.addAll(parkedForGtin(limit));
    orders.addAll(parkedForListing(limit));
    return orders.stream().limit(limit).toList();
  }

  private List<Long> parkedForSku(int limit) {
    return jdbc.sql(
            """
            with recursive wanted (sku) as (
              (select sku from order_line
                where seller_id = :seller and parked is not null
                order by sku limit 1)
              union all
              select further.sku
              from wanted
              cross join lateral (
                select sku from order_line
                where seller_id = :seller and parked is not null and sku > wanted.sku
                order by sku limit 1) as further
            )
            select oldest.order_id
            from wanted
            cross join lateral (
              select 1 from product
              where seller_id = :seller and sku = wanted.sku and tracking <> 'placeholder'
              limit 1) as known
            cross join lateral (
              select order_id from order_line
              where seller_id = :seller and sku = wanted.sku and parked is not null
              limit :rows) as oldest
            where exists (select 1 from location where seller_id = :seller and sellable)
            order by oldest.order_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("rows", limit)
        .query((row, number) -> row.getLong("order_id"))
        .list();
  }

  /** A GTIN that several products have still says nothing. */
  private List<Long> parkedForGtin(int limit) {
    return jdbc.sql(
            """
            with recursive wanted (gtin) as (
              (select gtin from order_line
                where seller_id = :seller and parked is not null and gtin is not null
                order by gtin limit 1)
              union all
              select further.gtin
              from wanted
              cross join lateral (
                select gtin from order_line
                where seller_id = :seller and parked is not null and gtin > wanted.gtin
                order by gtin limit 1) as further
            )
            select oldest.order_id
            from wanted
            cross join lateral (
              select count(*) as products, bool_or(tracking = 'placeholder') as is_placeholder
              from (
                select tracking from product
                where seller_id = :seller and gtin = wanted.gtin
                limit 2) as p) as known
            cross join lateral (
              select order_id from order_line
              where seller_id = :seller and gtin = wanted.gtin and parked is not null
              limit :rows) as oldest
            where known.products = 1 and not known.is_placeholder and wanted.gtin <> :placeholder
              and exists (select 1 from location where seller_id = :seller and sellable)
            order by oldest.order_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("placeholder", Gtin.PLACEHOLDER.value())
        .param("rows", limit)
        .query((row, number) -> row.getLong("order_id"))
        .list();
  }

  private static final String PARKED_FOR_LISTING =
      """
            with recursive by_id (channel_id, name) as (
              (select channel_id, listing from order_line
                where seller_id = :seller and parked is not null and listing is not null
                order by channel_id, listing limit 1)
              union all
              select further.channel_id, further.listing
              from by_id
              cross join lateral (
                select channel_id, listing from order_line
                where seller_id = :seller and parked is not null and listing is not null
                  and (channel_id, listing) > (by_id.channel_id, by_id.name)
                order by channel_id, listing limit 1) as further
            ),
            by_sku (channel_id, name) as (
              (select channel_id, sku from order_line
                where seller_id = :seller and parked is not null and listing is not null and sku is not null
                order by channel_id, sku limit 1)
              union all
              select further.channel_id, further.sku
              from by_sku
              cross join lateral (
                select channel_id, sku from order_line
                where seller_id = :seller and parked is not null and listing is not null and sku is not null
                  and (channel_id, sku) > (by_sku.channel_id, by_sku.name)
                order by channel_id, sku limit 1) as further
            )
            select oldest.order_id
            from (select channel_id, name from by_id union select channel_id, name from by_sku) as wanted
            cross join lateral listing_by_name(:seller, wanted.channel_id, wanted.name) as l
            cross join lateral (
              select 1 from product
              where seller_id = :seller and product_id = l.product_id and tracking <> 'placeholder'
              limit 1) as known
            cross join lateral (
              (select order_id from order_line
                where seller_id = :seller and channel_id = wanted.channel_id and listing = wanted.name and parked is not null
                limit :rows)
              union
              (select order_id from order_line
                where seller_id = :seller and channel_id = wanted.channel_id and sku = wanted.name
                  and parked is not null and listing is not null
                limit :rows)) as oldest
            where exists (select 1 from location where seller_id = :seller and sellable)
            order by oldest.order_id
            limit :rows
            """;

  /** The listing may be known by what the channel calls it, or by its SKU. */
  private List<Long> parkedForListing(int limit) {
    return jdbc.sql(PARKED_FOR_LISTING)
        .param("seller", seller.value())
        .param("rows", limit)
        .query((row, number) -> row.getLong("order_id"))
        .list();
  }

  /** Orders that hold units, or wait for them, though their time is over. */
  List<Long> overdue(Collection<Channel> channels, Instant now, int limit) {
    Held held = Held.of(channels);
    if (held.isNone()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select o.order_id
            from sales_order o
            where o.seller_id = :seller and o.hold_until <= :now and (o.units_reserved > 0 or o.units_missing > 0)
              and (o.channel_id, lower(o.applied_status)) in (
                select channel_id, status from unnest(:channels, :statuses) as held (channel_id, status))
            order by o.hold_until
            limit :rows
            """)
        .param("seller", seller.value())
        .param("now", SqlTimes.toSql(now))
        .param("channels", held.channels())
        .param("statuses", held.statuses())
        .param("rows", limit)
        .query((row, number) -> row.getLong("order_id"))
        .list();
  }
}
