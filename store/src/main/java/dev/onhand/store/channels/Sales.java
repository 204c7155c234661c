package dev.onhand.store.channels;

import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.core.listing.Sight;
import dev.onhand.engine.channels.Sale;
import dev.onhand.store.database.SqlArrays;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes what was sold from listings off what they are believed to show, each unit once; what they
 * should show moves along.
 */
final class Sales {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;

  Sales(JdbcClient jdbc, SellerId seller, long channel) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
  }

  private record Key(long listing, String order, String line) {}

  /** What a listing is believed to show, and what of it was counted already. */
  private record Known(Map<Long, Sight> sights, Map<Key, Counted> counted) {}

  private record Counted(long units, Instant changedAt) {}

  void apply(List<Sale> sales, Instant now) {
    StockSemantics semantics = SemanticsRows.of(jdbc, seller, channel);
    Map<Key, Sale> distinct = new HashMap<>();
    sales.forEach(sale -> distinct.put(new Key(sale.listing(), sale.order(), sale.line()), sale));
    Known known = lock(distinct);
    Map<Long, Sight> changed = new TreeMap<>();
    Changes changes = new Changes();
    List<Sale> counted = new ArrayList<>();
    for (Sale sale : inOrder(distinct)) {
      Sight before = changed.getOrDefault(sale.listing(), known.sights().get(sale.listing()));
      Counted earlier = known.counted().get(new Key(sale.listing(), sale.order(), sale.line()));
      boolean isSaid =
          earlier == null
              ? sale.taken() > 0
              : sale.units() != earlier.units() && !sale.changedAt().isBefore(earlier.changedAt());
      if (before != null && isSaid) {
        counted.add(sale);
        changed.put(sale.listing(), after(before, earlier, sale, semantics, changes));
      }
    }
    count(counted, now);
    write(changed, now);
    changes.write(jdbc, seller, now);
    // Else it would seem that they are to be told what was just sold.
    new Desires(jdbc, seller).ofLocked(List.copyOf(changed.keySet()), now);
    ShadowRows.sold(jdbc, seller, channel, sales);
  }

  /** What is seen for the first time was sold first and given up later: each at its own time. */
  private static Sight after(
      Sight before,
      @Nullable Counted earlier,
      Sale sale,
      StockSemantics semantics,
      Changes changes) {
    long sold = earlier == null ? sale.taken() : Math.max(0, sale.units() - earlier.units());
    long givenUp = earlier == null ? sale.givenUp() : Math.max(0, earlier.units() - sale.units());
    Sight after = before;
    if (sold > 0) {
      boolean isAtOrder = earlier == null && semantics.takesOff() == TakesOff.AT_ORDER;
      Instant latest = isAtOrder ? sale.soldAt() : sale.changedAt();
      after = before.afterSale(semantics, sold, sale.soldAt(), latest);
      tell(changes, sale, before, after, ChangeType.ORDER_CREATED);
    }
    if (givenUp > 0) {
      Sight sight = after;
      after = sight.afterCancelling(semantics, givenUp, sale.soldAt(), sale.changedAt());
      tell(changes, sale, sight, after, ChangeType.ORDER_CANCELLED);
    }
    return after;
  }

  private static void tell(Changes changes, Sale sale, Sight before, Sight after, ChangeType type) {
    changes.addOrder(
        sale.listing(),
        before.quantity(),
        after.quantity(),
        type,
        sale.order(),
        sale.line(),
        after.equals(before) ? "in what it shows already" : null);
  }

  /** As they happened, so that the history reads as it was. */
  private static List<Sale> inOrder(Map<Key, Sale> sales) {
    return sales.values().stream()
        .sorted(
            java.util.Comparator.comparing(Sale::soldAt)
                .thenComparing(Sale::order)
                .thenComparing(Sale::line))
        .toList();
  }

  private Known lock(Map<Key, Sale> sales) {
    Map<Long, Sight> sights = new HashMap<>();
    jdbc.sql(
            """
            select listing_id, shown, shown_from, shown_to
            from listing
            where seller_id = :seller and listing_id = any(:listings)
            order by listing_id
            for no key update
            """)
        .param("seller", seller.value())
        .param("listings", sales.keySet().stream().map(Key::listing).toArray(Long[]::new))
        .query(
            (row, number) ->
                Map.entry(
                    row.getLong("listing_id"),
                    new Sight(
                        row.getObject("shown", Long.class),
                        SqlTimes.get(row, "shown_from"),
                        SqlTimes.get(row, "shown_to"))))
        .list()
        .forEach(one -> sights.put(one.getKey(), one.getValue()));
    Map<Key, Counted> counted = new HashMap<>();
    List<Key> keys = List.copyOf(sales.keySet());
    jdbc.sql(
            """
            select s.listing_id, s.order_id, s.line, s.units, s.changed_at
            from unnest(:listings, :orders, :lines) as w (listing_id, order_id, line)
            join listing_sale s on s.seller_id = :seller and s.listing_id = w.listing_id and s.order_id = w.order_id
              and s.line = w.line
            """)
        .param("seller", seller.value())
        .param("listings", keys.stream().map(Key::listing).toArray(Long[]::new))
        .param("orders", keys.stream().map(Key::order).toArray(String[]::new))
        .param("lines", keys.stream().map(Key::line).toArray(String[]::new))
        .query(
            (row, number) ->
                Map.entry(
                    new Key(
                        row.getLong("listing_id"),
                        row.getString("order_id"),
                        row.getString("line")),
                    new Counted(row.getLong("units"), SqlTimes.get(row, "changed_at"))))
        .list()
        .forEach(one -> counted.put(one.getKey(), one.getValue()));
    return new Known(sights, counted);
  }

  private void count(List<Sale> sales, Instant now) {
    if (sales.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into listing_sale (seller_id, listing_id, order_id, line, units, changed_at, counted_at)
            select :seller, listing_id, order_id, line, units, changed_at, :now
            from unnest(:listings, :orders, :lines, :units, cast(:changed as timestamptz[]))
              as made (listing_id, order_id, line, units, changed_at)
            on conflict (seller_id, listing_id, order_id, line) do update
            set units = excluded.units, changed_at = excluded.changed_at
            """)
        .param("now", SqlTimes.toSql(now))
        .param("seller", seller.value())
        .param("changed", SqlArrays.times(sales, Sale::changedAt))
        .param("listings", sales.stream().map(Sale::listing).toArray(Long[]::new))
        .param("orders", sales.stream().map(Sale::order).toArray(String[]::new))
        .param("lines", sales.stream().map(Sale::line).toArray(String[]::new))
        .param("units", sales.stream().map(Sale::units).toArray(Long[]::new))
        .update();
  }

  private void write(Map<Long, Sight> changed, Instant now) {
    if (changed.isEmpty()) {
      return;
    }
    List<Map.Entry<Long, Sight>> rows = List.copyOf(changed.entrySet());
    jdbc.sql(
            """
            update listing l
            set shown = made.shown, is_seen = false, shown_changed_at = :at, updated_at = :at
            from unnest(:ids, :shown) as made (listing_id, shown)
            where l.seller_id = :seller and l.listing_id = made.listing_id and l.shown is distinct from made.shown
            """)
        .param("seller", seller.value())
        .param("at", SqlTimes.toSql(now))
        .param("ids", rows.stream().map(Map.Entry::getKey).toArray(Long[]::new))
        .param("shown", rows.stream().map(row -> row.getValue().quantity()).toArray(Long[]::new))
        .update();
  }
}
