package dev.onhand.store.stock;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.stock.OpenDifferences;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.InstantSource;

/** Alerts for stock below its floor, in PostgreSQL: one statement, however many there are. */
public final class JdbcOpenDifferences implements OpenDifferences {

  private static final String ACTOR = "system:stock";

  /** Looked at all the time: it goes from what is below its floor, of which there is little. */
  static final String WATCH =
      """
      with below as materialized (
        select l.product_id, l.location_id,
          format('product %s at location %s', l.product_id, l.location_id) as subject,
          format('%s %s of ''%s'' missing at ''%s'': available %s, floor %s. More left than the books had; what comes in fills this first',
            l.floor - l.available, case l.floor - l.available when 1 then 'unit' else 'units' end,
            p.sku, o.code, l.available, l.floor) as detail
        from (
          select product_id, location_id, available, floor from stock_level
          where seller_id = :seller and below_floor_since is not null
          offset 0) as l
        cross join lateral (
          select sku from product
          where seller_id = :seller and product_id = l.product_id offset 0) as p
        cross join lateral (
          select code from location
          where seller_id = :seller and location_id = l.location_id offset 0) as o),
      filled as (
        update alert set closed_at = :now, closed_by = :by
        where seller_id = :seller and kind = :kind and closed_at is null
          and subject not in (select subject from below))
      insert into alert as open (seller_id, severity, kind, subject, detail, opened_at, last_seen_at)
      select :seller, 'warning', :kind, first.subject, first.detail, :now, :now
      from (select subject, detail from below order by product_id, location_id limit :max) as first
      where not exists (
        select from alert said
        where said.seller_id = :seller and said.kind = :kind and said.subject = first.subject
          and said.closed_at is null and said.detail = first.detail)
      on conflict (seller_id, kind, subject) where closed_at is null do update -- alert_open_once
      set detail = excluded.detail, last_seen_at = excluded.last_seen_at
      """;

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcOpenDifferences(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** An alert's subject has ids, for names may change while it is open; its detail has names. */
  @Override
  public void watch(SellerId seller) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(WATCH)
                .param("seller", seller.value())
                .param("kind", ALERT_KIND)
                .param("by", ACTOR)
                .param("max", ALERTS_MAX)
                .param("now", SqlTimes.toSql(clock.instant()))
                .update());
  }
}
