package dev.onhand.store.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.orders.Reservation;
import dev.onhand.engine.orders.ReservationFilter;
import dev.onhand.engine.orders.Reservations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reservations in PostgreSQL: what was done for lines of orders, where it holds units. */
public final class JdbcReservations implements Reservations {

  private final SellerTransactions transactions;

  public JdbcReservations(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Slice<Reservation> list(SellerId seller, ReservationFilter filter, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          Held held = held(seller);
          Slice<Long> ids =
              Slice.of(page, new ReservationPages(jdbc, seller, filter, page, held).ids());
          return new Slice<>(read(jdbc, seller, ids.rows(), held), ids.hasMore());
        });
  }

  private Held held(SellerId seller) {
    return transactions.onConnection(
        seller,
        connection ->
            Held.of(
                ChannelReads.all(connection, seller).stream().map(ChannelSetup::channel).toList()));
  }

  private static List<Reservation> read(
      JdbcClient jdbc, SellerId seller, List<Long> ids, Held held) {
    return jdbc.sql(
            """
            select d.reservation_id, d.product_id, p.sku, d.location_id, l.code as location, d.reserved, d.reserved_since,
              d.order_id, c.code as channel, o.external_id, d.line, n.note,
              case when (o.channel_id, lower(o.applied_status)) in (
                select channel_id, status from unnest(:channels, :statuses) as held (channel_id, status))
                then o.hold_until end as hold_until
            from unnest(:ids) as wanted (reservation_id)
            cross join lateral (
              select * from order_doing
              where seller_id = :seller and reservation_id = wanted.reservation_id and reserved > 0 limit 1) as d
            cross join lateral (
              select sku from product where seller_id = :seller and product_id = d.product_id limit 1) as p
            cross join lateral (
              select code from location where seller_id = :seller and location_id = d.location_id limit 1) as l
            cross join lateral (
              select * from sales_order where seller_id = :seller and order_id = d.order_id limit 1) as o
            cross join lateral (
              select code from channel where seller_id = :seller and channel_id = o.channel_id limit 1) as c
            left join lateral (
              select note from order_log where seller_id = :seller and order_id = d.order_id and entry = 1 limit 1) as n on true
            order by d.reservation_id desc
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .param("channels", held.channels())
        .param("statuses", held.statuses())
        .query((row, number) -> reservation(row))
        .list();
  }

  private static Reservation reservation(ResultSet row) throws SQLException {
    return new Reservation(
        row.getLong("reservation_id"),
        new ProductId(row.getLong("product_id")),
        row.getString("sku"),
        new LocationId(row.getLong("location_id")),
        row.getString("location"),
        row.getLong("reserved"),
        row.getLong("order_id"),
        new Order.Name(row.getString("channel"), row.getString("external_id")),
        row.getString("line"),
        SqlTimes.get(row, "reserved_since"),
        SqlTimes.getOrNull(row, "hold_until"),
        row.getString("note"));
  }
}
