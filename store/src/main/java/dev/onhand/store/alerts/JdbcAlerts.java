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
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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
  public void close(SellerId seller, List<String> kinds, String subject, String by) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update alert set closed_at = :now, closed_by = :by
                    where seller_id = :seller and kind = any(:kinds) and subject = :subject and closed_at is null
                    """)
                .param("seller", seller.value())
                .param("kinds", kinds.toArray(String[]::new))
                .param("subject", subject)
                .param("by", by)
                .param("now", SqlTimes.toSql(clock.instant()))
                .update());
  }

  @Override
  public Optional<Alert> close(SellerId seller, long alertId, String by) {
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  update alert set closed_at = :now, closed_by = :by
                  where seller_id = :seller and alert_id = :id and closed_at is null
                  """)
              .param("seller", seller.value())
              .param("id", alertId)
              .param("by", by)
              .param("now", SqlTimes.toSql(clock.instant()))
              .update();
          return find(jdbc, seller, alertId);
        });
  }

  /** What waits to be told of it is not told: one person knows. */
  @Override
  public Optional<Alert> acknowledge(SellerId seller, long alertId, String by) {
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  with known as (
                    update alert
                    set acknowledged_at = :now, acknowledged_by = :by, snoozed_until = null, planned_at = coalesce(planned_at, :now)
                    where seller_id = :seller and alert_id = :id and closed_at is null and acknowledged_at is null
                    returning alert_id)
                  delete from alert_message
                  where seller_id = :seller and alert_id in (select alert_id from known) and told_at is null
                  """)
              .param("seller", seller.value())
              .param("id", alertId)
              .param("by", by)
              .param("now", SqlTimes.toSql(clock.instant()))
              .update();
          return find(jdbc, seller, alertId);
        });
  }

  /** Who is told is decided anew when the time is over. */
  @Override
  public Optional<Alert> snooze(SellerId seller, long alertId, @Nullable Instant until) {
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  with left_alone as (
                    update alert
                    set snoozed_until = :until, acknowledged_at = null, acknowledged_by = null,
                      planned_at = case when cast(:until as timestamptz) is null then planned_at end
                    where seller_id = :seller and alert_id = :id and closed_at is null
                    returning alert_id, planned_at)
                  delete from alert_message
                  where seller_id = :seller and told_at is null
                    and alert_id in (select alert_id from left_alone where planned_at is null)
                  """)
              .param("seller", seller.value())
              .param("id", alertId)
              .param("until", SqlTimes.toSqlOrNull(until), Types.TIMESTAMP_WITH_TIMEZONE)
              .update();
          return find(jdbc, seller, alertId);
        });
  }

  @Override
  public Optional<Alert> find(SellerId seller, long alertId) {
    return transactions.call(seller, jdbc -> find(jdbc, seller, alertId));
  }

  private static Optional<Alert> find(JdbcClient jdbc, SellerId seller, long alertId) {
    return jdbc.sql(
            """
            select alert_id, severity, kind, subject, alert_about(seller_id, subject) as about, detail, opened_at, last_seen_at,
              acknowledged_at, acknowledged_by, snoozed_until, closed_at, closed_by
            from alert
            where seller_id = :seller and alert_id = :id
            """)
        .param("seller", seller.value())
        .param("id", alertId)
        .query((row, number) -> alert(row))
        .optional();
  }

  @Override
  public List<Alert> open(SellerId seller, String... kinds) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select alert_id, severity, kind, subject, alert_about(seller_id, subject) as about, detail, opened_at,
                      last_seen_at, acknowledged_at, acknowledged_by, snoozed_until, closed_at, closed_by
                    from unnest(:kinds) as wanted (name)
                    cross join lateral (
                      select *
                      from alert
                      where seller_id = :seller and kind = wanted.name and closed_at is null
                      order by alert_id desc
                      limit 100) as open
                    order by alert_id desc
                    """)
                .param("kinds", kinds)
                .param("seller", seller.value())
                .query((row, number) -> alert(row))
                .list());
  }

  /** What they are about is looked up here, and not by a function, which is begun for each row. */
  private static final String OF_ALL =
      """
      select a.alert_id, a.severity, a.kind, a.subject, coalesce((
          select p.sku || coalesce(' at ' || o.code, '')
          from product p
          left join location o on o.seller_id = :seller
            and o.location_id = cast(substring(a.subject from '^product \\d+ at location (\\d+)$') as bigint)
          where p.seller_id = :seller
            and p.product_id = cast(substring(a.subject from '^product (\\d+)(?: at location \\d+)?$') as bigint)),
          a.subject) as about, a.detail, a.opened_at, a.last_seen_at,
        a.acknowledged_at, a.acknowledged_by, a.snoozed_until, a.closed_at, a.closed_by
      from alert a
      where a.seller_id = :seller and a.alert_id > :above and a.alert_id < :below
      """;

  private static final String AND_OPEN =
      """
        and a.closed_at is null and (a.snoozed_until is null or a.snoozed_until <= :now)
      """;

  private static final String NEWEST_FIRST =
      """
      order by a.alert_id desc
      limit :rows
      """;

  private static final String OLDEST_FIRST =
      """
      order by a.alert_id
      limit :rows
      """;

  /** A statement for each, so that those that are open are found among all by their index. */
  private static JdbcClient.StatementSpec listing(
      JdbcClient jdbc, boolean openOnly, boolean backwards) {
    if (openOnly) {
      return backwards
          ? jdbc.sql(OF_ALL + AND_OPEN + OLDEST_FIRST)
          : jdbc.sql(OF_ALL + AND_OPEN + NEWEST_FIRST);
    }
    return backwards ? jdbc.sql(OF_ALL + OLDEST_FIRST) : jdbc.sql(OF_ALL + NEWEST_FIRST);
  }

  @Override
  public Slice<Alert> list(SellerId seller, boolean openOnly, PageRequest page) {
    List<Alert> read =
        transactions.call(
            seller,
            jdbc ->
                listing(jdbc, openOnly, page.backwards())
                    .param("seller", seller.value())
                    .param("now", SqlTimes.toSql(clock.instant()))
                    .param("above", page.before() == null ? 0 : page.before())
                    .param("below", page.after() == null ? Long.MAX_VALUE : page.after())
                    .param("rows", page.rowsToRead())
                    .query((row, number) -> alert(row))
                    .list());
    return Slice.of(page, read);
  }

  static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        row.getLong("alert_id"),
        Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("about"),
        row.getString("detail"),
        SqlTimes.get(row, "opened_at"),
        SqlTimes.get(row, "last_seen_at"),
        SqlTimes.getOrNull(row, "acknowledged_at"),
        row.getString("acknowledged_by"),
        SqlTimes.getOrNull(row, "snoozed_until"),
        SqlTimes.getOrNull(row, "closed_at"),
        row.getString("closed_by"));
  }
}
