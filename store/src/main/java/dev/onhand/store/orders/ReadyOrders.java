package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.orders.Channel;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders that wait for something that has come, but for {@link ParkedOrders}. Looked for all the
 * time, so each statement goes from what is waited for, of which there is little, to the orders: a
 * step through an index for each product and not for each order. What no units are free for is not
 * looked at any further.
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
