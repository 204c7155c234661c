package dev.onhand.store.alerts;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.AlertWatch;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks at what rules watch, in PostgreSQL. Of stock only products are read that movements touched
 * since the last look, by the journal up to the point below which all ids are final; all of them
 * when a rule changed, and once an hour for what changes without a movement.
 */
public final class JdbcAlertWatch implements AlertWatch {

  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  /** With more products it is cheaper to look at all. */
  private static final int PRODUCTS_MAX = 20_000;

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcAlertWatch(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void look(SellerId seller) {
    Instant now = clock.instant();
    transactions.run(
        seller,
        jdbc -> {
          lock(jdbc, seller);
          new Look(jdbc, seller, now).all(changed(jdbc, seller, now));
        });
  }

  @Override
  public void lookAt(SellerId seller, Set<ProductId> products) {
    Long[] ids = products.stream().map(ProductId::value).sorted().toArray(Long[]::new);
    transactions.run(
        seller,
        jdbc -> {
          lock(jdbc, seller);
          new Look(jdbc, seller, clock.instant()).stock(ids);
        });
  }

  /** What is read after this is not older than what the one before read. */
  private static void lock(JdbcClient jdbc, SellerId seller) {
    jdbc.sql(
            """
            insert into alert_watch (seller_id, movement_id)
            select :seller, cut_id from seller_head where seller_id = :seller
            on conflict (seller_id) do nothing -- alert_watch_pkey
            """)
        .param("seller", seller.value())
        .update();
    jdbc.sql(
            """
            select movement_id from alert_watch where seller_id = :seller for update
            """)
        .param("seller", seller.value())
        .query(Long.class)
        .single();
  }

  /**
   * How far it was looked.
   *
   * @param from up to which movement
   * @param to up to which movement ids are final
   * @param isSwept whether all was looked at lately
   */
  private record Seen(long from, long to, boolean isSwept) {}

  /** Products to look at; null: all. */
  private static Long @Nullable [] changed(JdbcClient jdbc, SellerId seller, Instant now) {
    Seen seen =
        jdbc.sql(
                """
                select w.movement_id, h.cut_id, coalesce(w.swept_at > :sweep_before, false) as is_swept
                from alert_watch w
                join seller_head h on h.seller_id = :seller
                where w.seller_id = :seller
                """)
            .param("seller", seller.value())
            .param("sweep_before", SqlTimes.toSql(now.minus(SWEEP_EVERY)))
            .query(
                (row, number) ->
                    new Seen(
                        row.getLong("movement_id"),
                        row.getLong("cut_id"),
                        row.getBoolean("is_swept")))
            .single();
    Long[] products = seen.isSwept() ? moved(jdbc, seller, seen) : null;
    boolean isAll = products == null || products.length == PRODUCTS_MAX;
    if (isAll || seen.to() > seen.from()) {
      jdbc.sql(
              """
              update alert_watch set movement_id = :to, swept_at = case when :is_all then :now else swept_at end
              where seller_id = :seller
              """)
          .param("to", seen.to())
          .param("is_all", isAll)
          .param("now", SqlTimes.toSql(now))
          .param("seller", seller.value())
          .update();
    }
    return isAll ? null : products;
  }

  private static Long[] moved(JdbcClient jdbc, SellerId seller, Seen seen) {
    return jdbc.sql(
            """
            select distinct product_id from movement
            where seller_id = :seller and movement_id > :from and movement_id <= :to
            limit :rows
            """)
        .param("seller", seller.value())
        .param("from", seen.from())
        .param("to", seen.to())
        .param("rows", PRODUCTS_MAX)
        .query(Long.class)
        .list()
        .toArray(Long[]::new);
  }
}
