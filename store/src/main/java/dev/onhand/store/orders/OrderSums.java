package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.verification.ReservationBooks.SumDifference;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The units reserved that each order keeps as a sum, by which it is found in lists. */
final class OrderSums {

  private final JdbcClient jdbc;
  private final SellerId seller;

  OrderSums(JdbcClient jdbc, SellerId seller) {
    this.jdbc = jdbc;
    this.seller = seller;
  }

  /** Those that are not what reservations add up to, oldest order first. */
  List<SumDifference> differing() {
    return jdbc.sql(
            """
            with held as (
              select order_id, sum(reserved)::bigint as units
              from order_doing
              where seller_id = :seller and reserved > 0
              group by order_id
            )
            select c.code, o.external_id, o.units_reserved as stored, coalesce(held.units, 0) as held
            from sales_order o
            join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
            left join held on held.order_id = o.order_id
            where o.seller_id = :seller and o.units_reserved <> coalesce(held.units, 0)
            order by o.order_id
            """)
        .param("seller", seller.value())
        .query(
            (row, number) ->
                new SumDifference(
                    new Order.Name(row.getString("code"), row.getString("external_id")),
                    row.getLong("stored"),
                    row.getLong("held")))
        .list();
  }

  /** Locks an order, so that nothing can be added to its reservations. */
  Optional<Long> lock(Order.Name name) {
    return jdbc.sql(
            """
            select order_id from sales_order
            where seller_id = :seller and external_id = :external_id
              and channel_id = (select channel_id from channel where seller_id = :seller and code = :channel)
            for no key update
            """)
        .param("seller", seller.value())
        .param("external_id", name.externalId())
        .param("channel", name.channel())
        .query(Long.class)
        .optional();
  }

  /** Writes the sum of an order that is locked. */
  void write(long order, Instant now) {
    jdbc.sql(
            """
            update sales_order
            set units_reserved = (
                select coalesce(sum(reserved), 0) from order_doing where seller_id = :seller and order_id = :order),
              updated_at = :now, version = version + 1
            where seller_id = :seller and order_id = :order
            """)
        .param("seller", seller.value())
        .param("order", order)
        .param("now", SqlTimes.toSql(now))
        .update();
  }
}
