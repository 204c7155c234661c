package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Sale;
import dev.onhand.engine.channels.SoldLine;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was sold of a channel's listings that are not known by the names orders have for them. */
final class UnnamedSales {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;

  UnnamedSales(JdbcClient jdbc, SellerId seller, long channel) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
  }

  /**
   * An order.
   *
   * @param changedAt by the channel's clock
   */
  record Newest(String order, Instant changedAt) {}

  /** The order that changed last. */
  Optional<Newest> newest() {
    return jdbc.sql(
            """
            select order_id, changed_at from unnamed_sale
            where seller_id = :seller and channel_id = :channel
            order by changed_at desc
            limit 1
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(
            (row, number) -> new Newest(row.getString("order_id"), SqlTimes.get(row, "changed_at")))
        .optional();
  }

  /**
   * Keeps what orders wait for, and what of the rest listings may show that were not read since.
   *
   * @param orders of which nothing else is kept any more
   */
  void replace(List<String> orders, List<SoldLine> sold) {
    jdbc.sql(
            """
            delete from unnamed_sale
            where seller_id = :seller and channel_id = :channel and order_id = any(:orders)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("orders", orders.toArray(String[]::new))
        .update();
    if (sold.isEmpty()) {
      return;
    }
    List<SoldLine> last = sold.reversed(); // of what a page shows twice
    jdbc.sql(
            """
            insert into unnamed_sale (seller_id, channel_id, order_id, line, listing, sku, wanted, taken, given_up, sold_at,
              changed_at)
            select :seller, :channel, order_id, line, listing, sku, wanted, taken, given_up, sold_at, changed_at
            from unnest(:orders, :lines, :listings, :skus, :wanted, :taken, :givenUp, cast(:sold as timestamptz[]),
              cast(:changed as timestamptz[]))
              as made (order_id, line, listing, sku, wanted, taken, given_up, sold_at, changed_at)
            where exists (
                select from order_line
                where seller_id = :seller and line = made.line and parked is not null and order_id = (
                  select order_id from sales_order
                  where seller_id = :seller and channel_id = :channel and external_id = made.order_id))
              or made.changed_at >= (
                select min(shown_from) - make_interval(secs => :clocks) from listing
                where seller_id = :seller and channel_id = :channel and shown is not null and observed is not null
                  and remote_state <> 'ended')
            on conflict (seller_id, channel_id, order_id, line) do nothing
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("orders", texts(last, SoldLine::order))
        .param("lines", texts(last, SoldLine::line))
        .param("listings", texts(last, SoldLine::listing))
        .param("skus", texts(last, SoldLine::sku))
        .param("wanted", longs(last, SoldLine::wanted))
        .param("taken", longs(last, SoldLine::taken))
        .param("givenUp", longs(last, SoldLine::givenUp))
        .param("sold", texts(last, line -> line.soldAt().toString()))
        .param("changed", texts(last, line -> line.changedAt().toString()))
        .param("clocks", Account.CLOCKS.toSeconds())
        .update();
  }

  /**
   * Forgets what all that is known of listings is newer than: it is in what they show. As long as a
   * difference waits for a decision, it may explain that one.
   */
  void forget() {
    jdbc.sql(
            """
            delete from unnamed_sale u
            where u.seller_id = :seller and u.channel_id = :channel
              and u.changed_at < (
                select min(shown_from) - make_interval(secs => :clocks) from listing
                where seller_id = :seller and channel_id = :channel and shown is not null and observed is not null
                  and remote_state <> 'ended')
              and not exists (
                select from drift
                where seller_id = :seller and channel_id = :channel and settled_at is null and decided_at is null)
              and not exists (
                select from order_line
                where seller_id = :seller and line = u.line and parked is not null and order_id = (
                  select order_id from sales_order
                  where seller_id = :seller and channel_id = :channel and external_id = u.order_id))
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("clocks", Account.CLOCKS.toSeconds())
        .update();
  }

  /**
   * Takes off listings what was sold of them, now that they are known by these names. A difference
   * that is open because of it is settled.
   *
   * @return the orders
   */
  Set<String> count(Set<String> names, Instant now) {
    List<SoldLine> sold = take(names);
    if (sold.isEmpty()) {
      return Set.of();
    }
    Map<String, Listings.Named> named =
        new Matches(jdbc, seller, channel)
            .byName(
                sold.stream()
                    .flatMap(line -> line.names().stream())
                    .collect(Collectors.toUnmodifiableSet()));
    List<Sale> sales = new ArrayList<>();
    for (SoldLine line : sold) {
      Listings.Named listing = line.find(named);
      if (listing != null) {
        sales.add(line.of(listing.listing()));
      }
    }
    new Sales(jdbc, seller, channel).apply(sales, now);
    new Drifts(jdbc, seller).explain(channel, now);
    return sold.stream().map(SoldLine::order).collect(Collectors.toUnmodifiableSet());
  }

  /** Where none waits, that is all that is asked: names of new listings are many. */
  private List<SoldLine> take(Set<String> names) {
    return jdbc.sql(
            """
            with found as (
              select s.order_id, s.line
              from unnest(:names) as wanted (name)
              cross join lateral (
                select order_id, line from unnamed_sale
                where seller_id = :seller and channel_id = :channel and listing = wanted.name
                union all
                select order_id, line from unnamed_sale
                where seller_id = :seller and channel_id = :channel and sku = wanted.name) as s
              where exists (select from unnamed_sale where seller_id = :seller and channel_id = :channel))
            delete from unnamed_sale u
            using found
            where u.seller_id = :seller and u.channel_id = :channel and u.order_id = found.order_id and u.line = found.line
            returning u.order_id, u.line, u.listing, u.sku, u.wanted, u.taken, u.given_up, u.sold_at, u.changed_at
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("names", names.toArray(String[]::new))
        .query((row, number) -> line(row))
        .list();
  }

  private static SoldLine line(ResultSet row) throws SQLException {
    return new SoldLine(
        row.getString("order_id"),
        row.getString("line"),
        row.getString("listing"),
        row.getString("sku"),
        row.getLong("wanted"),
        row.getLong("taken"),
        row.getLong("given_up"),
        SqlTimes.get(row, "sold_at"),
        SqlTimes.get(row, "changed_at"));
  }
}
