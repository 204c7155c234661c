package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Sale;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes what listings of a channel in shadow should have shown, and what was sold from them. */
final class ShadowRows {

  private ShadowRows() {}

  /**
   * What a listing should show.
   *
   * @param quantity null: the product is not counted
   * @param open of these, units that are sold and that the channel still counts
   */
  record Wish(long listing, @Nullable Long quantity, long open) {}

  static void wish(JdbcClient jdbc, SellerId seller, List<Wish> wishes, Instant at) {
    if (wishes.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into shadow_wish (seller_id, channel_id, listing_id, quantity, shown, at)
            select :seller, l.channel_id, l.listing_id, greatest(made.quantity - made.open, 0),
              greatest(l.shown - made.open, 0), :at
            from unnest(:listings, :quantities, :open) as made (listing_id, quantity, open)
            cross join lateral (
              select listing_id, channel_id, shown from listing
              where seller_id = :seller and listing_id = made.listing_id
              offset 0) as l
            """)
        .param("seller", seller.value())
        .param("listings", longs(wishes, Wish::listing))
        .param("quantities", longs(wishes, Wish::quantity))
        .param("open", longs(wishes, Wish::open))
        .param("at", SqlTimes.toSql(at))
        .update();
  }

  /**
   * Each once, as it is when it comes in: what of its line waits, or left though there was none.
   * What was sold before the shadow began is none of its business; channels tell that to the
   * second.
   */
  static void sold(JdbcClient jdbc, SellerId seller, long channel, List<Sale> sales) {
    List<Sale> wanted = sales.stream().filter(sale -> sale.wanted() > 0).toList();
    if (wanted.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into shadow_sale (seller_id, channel_id, listing_id, order_id, line, units, missing, sold_at)
            select :seller, :channel, l.listing_id, made.order_id, made.line, made.units,
              coalesce(least(made.units, short.units), 0), by.sold_at
            from unnest(:listings, :orders, :lines, :units, cast(:sold as timestamptz[]))
              as made (listing_id, order_id, line, units, sold_at)
            cross join lateral (
              select made.sold_at - a.skew_millis * interval '1 millisecond' as sold_at
              from channel_account a
              where a.seller_id = :seller and a.channel_id = :channel and a.is_shadow
                and made.sold_at - a.skew_millis * interval '1 millisecond'
                  >= date_trunc('second', a.shadow_since)
              offset 0) as by
            cross join lateral (
              select listing_id, units from listing
              where seller_id = :seller and listing_id = made.listing_id
              offset 0) as l
            cross join lateral (
              select order_id from sales_order
              where seller_id = :seller and channel_id = :channel and external_id = made.order_id
              offset 0) as o
            cross join lateral (
              select cast(max(ceil(greatest(c.missing, gone.units)::numeric / (c.units * l.units))) as bigint) as units
              from order_component c
              cross join lateral (
                select coalesce(max(least(d.fulfilled, -s.available)), 0) as units
                from order_doing d
                join stock_level s on s.seller_id = :seller and s.product_id = d.product_id and s.location_id = d.location_id
                where d.seller_id = :seller and d.order_id = o.order_id and d.line = c.line and d.product_id = c.product_id
                  and s.available < 0
                offset 0) as gone
              where c.seller_id = :seller and c.order_id = o.order_id and c.line = made.line
              offset 0) as short
            on conflict (seller_id, channel_id, listing_id, order_id, line) do nothing
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("listings", longs(wanted, Sale::listing))
        .param("orders", texts(wanted, Sale::order))
        .param("lines", texts(wanted, Sale::line))
        .param("units", longs(wanted, Sale::wanted))
        .param("sold", texts(wanted, sale -> sale.soldAt().toString()))
        .update();
  }
}
