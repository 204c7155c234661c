package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.orders.Channel;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What orders wait for at all, and those whose time is over. Those that wait for stock are {@link
 * Backorders}, those that wait for a name {@link ParkedOrders}.
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
