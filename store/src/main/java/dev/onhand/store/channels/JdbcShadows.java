package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Shadow;
import dev.onhand.engine.channels.Shadows;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is noted of channels in shadow, in PostgreSQL. */
public final class JdbcShadows implements Shadows {

  /** Listings of which all that was noted is held at once. */
  private static final int PIECE = 500;

  private final SellerTransactions transactions;

  public JdbcShadows(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void begin(SellerId seller, long channel, Instant at) {
    if (transactions.call(seller, jdbc -> set(jdbc, seller, channel, at))) {
      Desires.noteShadow(transactions, seller, channel, at);
    }
  }

  /**
   * @return false: it is in shadow already
   */
  private static boolean set(JdbcClient jdbc, SellerId seller, long channel, Instant at) {
    int changed =
        jdbc.sql(
                """
                update channel_account
                set shadow_since = :at, shadow_until = null, updated_at = :at, version = version + 1
                where seller_id = :seller and channel_id = :channel and not is_shadow
                """)
            .param("at", SqlTimes.toSql(at))
            .param("seller", seller.value())
            .param("channel", channel)
            .update();
    if (changed == 0) {
      return false;
    }
    jdbc.sql("delete from shadow_wish where seller_id = :seller and channel_id = :channel")
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
    jdbc.sql("delete from shadow_sale where seller_id = :seller and channel_id = :channel")
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
    return true;
  }

  @Override
  public void end(SellerId seller, long channel, Instant at) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update channel_account
                    set shadow_until = :at, updated_at = :at, version = version + 1
                    where seller_id = :seller and channel_id = :channel and is_shadow
                    """)
                .param("at", SqlTimes.toSql(at))
                .param("seller", seller.value())
                .param("channel", channel)
                .update());
  }

  @Override
  public long forgetBefore(SellerId seller, Instant before) {
    return transactions.call(
        seller, jdbc -> forgetWishes(jdbc, seller, before) + forgetSales(jdbc, seller, before));
  }

  /** Each note on its own looks for a later one, so that the plan is the same for few and many. */
  private static long forgetWishes(JdbcClient jdbc, SellerId seller, Instant before) {
    return jdbc.sql(
            """
            delete from shadow_wish w
            where w.seller_id = :seller and w.at < :before and exists (
              select from shadow_wish later
              where later.seller_id = :seller and later.channel_id = w.channel_id and later.listing_id = w.listing_id
                and later.entry > w.entry and later.at <= :before
              offset 0)
            """)
        .param("seller", seller.value())
        .param("before", SqlTimes.toSql(before))
        .update();
  }

  private static long forgetSales(JdbcClient jdbc, SellerId seller, Instant before) {
    return jdbc.sql(
            """
            delete from shadow_sale s
            where s.seller_id = :seller and s.sold_at < :before and s.sold_at < (
              select w.at from shadow_wish w
              where w.seller_id = :seller and w.channel_id = s.channel_id and w.listing_id = s.listing_id
              order by w.entry
              limit 1)
            """)
        .param("seller", seller.value())
        .param("before", SqlTimes.toSql(before))
        .update();
  }

  @Override
  public void tell(SellerId seller, long channel, Consumer<Noted> listener) {
    List<Noted> piece = List.of();
    do {
      long after = piece.isEmpty() ? 0 : piece.getLast().listing();
      piece = transactions.call(seller, jdbc -> piece(jdbc, seller, channel, after));
      piece.forEach(listener);
    } while (piece.size() == PIECE);
  }

  /** A listing of which something is noted. */
  private record Row(long id, String title, @Nullable String sku) {}

  private static List<Noted> piece(JdbcClient jdbc, SellerId seller, long channel, long after) {
    List<Row> rows =
        jdbc.sql(
                """
                select l.listing_id, l.title, (
                  select p.sku from product p where p.seller_id = :seller and p.product_id = l.product_id) as sku
                from listing l
                where l.seller_id = :seller and l.channel_id = :channel and l.listing_id > :after
                  and exists (
                    select from shadow_wish w
                    where w.seller_id = :seller and w.channel_id = :channel and w.listing_id = l.listing_id offset 0)
                order by l.listing_id
                limit :rows
                """)
            .param("seller", seller.value())
            .param("channel", channel)
            .param("after", after)
            .param("rows", PIECE)
            .query(
                (row, number) ->
                    new Row(
                        row.getLong("listing_id"), row.getString("title"), row.getString("sku")))
            .list();
    Long[] ids = rows.stream().map(Row::id).toArray(Long[]::new);
    Map<Long, List<Shadow.Wish>> wishes = wishes(jdbc, seller, channel, ids);
    Map<Long, List<Shadow.Sale>> sales = sales(jdbc, seller, channel, ids);
    return rows.stream()
        .map(
            row ->
                new Noted(
                    row.id(),
                    row.title(),
                    row.sku(),
                    wishes.getOrDefault(row.id(), List.of()),
                    sales.getOrDefault(row.id(), List.of())))
        .toList();
  }

  private static Map<Long, List<Shadow.Wish>> wishes(
      JdbcClient jdbc, SellerId seller, long channel, Long[] ids) {
    Map<Long, List<Shadow.Wish>> wishes = new HashMap<>();
    jdbc.sql(
            """
            select w.listing_id, w.quantity, w.shown, w.at
            from unnest(:ids) as wanted (listing_id)
            cross join lateral (
              select listing_id, entry, quantity, shown, at
              from shadow_wish
              where seller_id = :seller and channel_id = :channel and listing_id = wanted.listing_id
              offset 0) as w
            order by w.listing_id, w.entry
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("ids", ids)
        .query(
            row -> {
              wishes
                  .computeIfAbsent(row.getLong("listing_id"), listing -> new ArrayList<>())
                  .add(
                      new Shadow.Wish(
                          SqlTimes.get(row, "at"),
                          row.getObject("quantity", Long.class),
                          row.getObject("shown", Long.class)));
            });
    return wishes;
  }

  private static Map<Long, List<Shadow.Sale>> sales(
      JdbcClient jdbc, SellerId seller, long channel, Long[] ids) {
    Map<Long, List<Shadow.Sale>> sales = new HashMap<>();
    jdbc.sql(
            """
            select s.listing_id, s.order_id, s.line, s.units, s.missing, s.sold_at
            from unnest(:ids) as wanted (listing_id)
            cross join lateral (
              select listing_id, order_id, line, units, missing, sold_at
              from shadow_sale
              where seller_id = :seller and channel_id = :channel and listing_id = wanted.listing_id
              offset 0) as s
            order by s.listing_id, s.sold_at, s.order_id, s.line
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("ids", ids)
        .query(
            row -> {
              sales
                  .computeIfAbsent(row.getLong("listing_id"), listing -> new ArrayList<>())
                  .add(
                      new Shadow.Sale(
                          SqlTimes.get(row, "sold_at"),
                          row.getString("order_id"),
                          row.getString("line"),
                          row.getLong("units"),
                          row.getLong("missing")));
            });
    return sales;
  }
}
