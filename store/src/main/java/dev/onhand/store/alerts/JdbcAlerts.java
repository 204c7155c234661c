package dev.onhand.store.alerts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Alerts in PostgreSQL. */
public final class JdbcAlerts implements Alerts {

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcAlerts(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void raise(
      SellerId seller, Severity severity, String kind, String subject, String detail) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    insert into alert as open (seller_id, severity, kind, subject, detail, opened_at, last_seen_at)
                    values (:seller, :severity, :kind, :subject, :detail, :now, :now)
                    on conflict (seller_id, kind, subject) where closed_at is null do update -- alert_open_once
                    set severity = case
                        when array_position(array['info', 'warning', 'error', 'critical'], excluded.severity)
                          > array_position(array['info', 'warning', 'error', 'critical'], open.severity)
                        then excluded.severity else open.severity end,
                      detail = excluded.detail,
                      last_seen_at = excluded.last_seen_at
                    """)
                .param("seller", seller.value())
                .param("severity", severity.code())
                .param("kind", kind)
                .param("subject", subject)
                .param("detail", detail)
                .param("now", SqlTimes.toSql(clock.instant()))
                .update());
  }

  @Override
  public void close(SellerId seller, String kind, String subject, String by) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update alert set closed_at = :now, closed_by = :by
                    where seller_id = :seller and kind = :kind and subject = :subject and closed_at is null
                    """)
                .param("seller", seller.value())
                .param("kind", kind)
                .param("subject", subject)
                .param("by", by)
                .param("now", SqlTimes.toSql(clock.instant()))
                .update());
  }

  @Override
  public Optional<Alert> close(SellerId seller, long alertId, String by) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update alert
                    set closed_at = coalesce(closed_at, :now), closed_by = coalesce(closed_by, :by)
                    where seller_id = :seller and alert_id = :id
                    returning alert_id, severity, kind, subject, detail, opened_at, last_seen_at, closed_at, closed_by
                    """)
                .param("seller", seller.value())
                .param("id", alertId)
                .param("by", by)
                .param("now", SqlTimes.toSql(clock.instant()))
                .query((row, number) -> alert(row))
                .optional());
  }

  @Override
  public List<Alert> open(SellerId seller, String kind) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select alert_id, severity, kind, subject, detail, opened_at, last_seen_at, closed_at, closed_by
                    from alert
                    where seller_id = :seller and kind = :kind and closed_at is null
                    order by alert_id desc
                    limit 100
                    """)
                .param("seller", seller.value())
                .param("kind", kind)
                .query((row, number) -> alert(row))
                .list());
  }

  @Override
  public Slice<Alert> list(SellerId seller, boolean openOnly, PageRequest page) {
    List<Alert> read =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select alert_id, severity, kind, subject, detail, opened_at, last_seen_at, closed_at, closed_by
                        from alert
                        where seller_id = :seller
                          and (not :openOnly or closed_at is null)
                          and (cast(:after as bigint) is null or alert_id < :after)
                          and (cast(:before as bigint) is null or alert_id > :before)
                        order by case when cast(:before as bigint) is null then -alert_id else alert_id end
                        limit :rows
                        """)
                    .param("seller", seller.value())
                    .param("openOnly", openOnly)
                    .param("after", page.after())
                    .param("before", page.before())
                    .param("rows", page.rowsToRead())
                    .query((row, number) -> alert(row))
                    .list());
    return Slice.of(page, read);
  }

  private static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        row.getLong("alert_id"),
        Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("detail"),
        SqlTimes.get(row, "opened_at"),
        SqlTimes.get(row, "last_seen_at"),
        SqlTimes.getOrNull(row, "closed_at"),
        row.getString("closed_by"));
  }
}
