package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Telling.Waiting;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertDelivery;
import dev.onhand.engine.alerts.AlertMessages;
import dev.onhand.engine.alerts.AlertTarget;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people are to be told of alerts, in PostgreSQL. */
public final class JdbcAlertMessages implements AlertMessages {

  /** So many alerts are planned at once; the next in the next round. */
  private static final int PIECE = 1_000;

  /** What opens again within so long was told just now. */
  private static final Duration AGAIN_AFTER = Duration.ofMinutes(15);

  private final SellerTransactions transactions;

  public JdbcAlertMessages(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  /** Whoever plans an alert marks it in the same statement, and passes by what another marks. */
  @Override
  public List<AlertTarget> plan(SellerId seller, Instant now) {
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  with planned as (
                    update alert set planned_at = :now
                    where seller_id = :seller and alert_id in (
                      select alert_id from alert
                      where seller_id = :seller and planned_at is null and (snoozed_until is null or snoozed_until <= :now)
                      order by alert_id
                      limit :rows
                      for no key update skip locked)
                    returning alert_id, kind, subject, severity, closed_at, acknowledged_at, is_silent)
                  insert into alert_message (seller_id, target_id, alert_id, planned_at)
                  select :seller, t.target_id, p.alert_id, :now
                  from planned p
                  join alert_target t on t.seller_id = :seller and not t.is_off
                  where p.closed_at is null and p.acknowledged_at is null and not p.is_silent
                    and array_position(array['info', 'warning', 'error', 'critical'], p.severity)
                      >= array_position(array['info', 'warning', 'error', 'critical'], t.severity)
                    and not (p.kind = :target_failing and p.subject = t.name)
                    and not exists (
                      select from alert_rule r
                      where r.seller_id = :seller and r.kind = p.kind and r.opens_at is null and r.mode = 'page')
                    and not exists (
                      select from alert a
                      join alert_message m on m.seller_id = :seller and m.alert_id = a.alert_id
                      where a.seller_id = :seller and a.kind = p.kind and a.subject = p.subject and a.closed_at > :again_after
                        and m.target_id = t.target_id and m.told_at > :again_after)
                  order by p.alert_id, t.target_id
                  """)
              .param("seller", seller.value())
              .param("now", SqlTimes.toSql(now))
              .param("again_after", SqlTimes.toSql(now.minus(AGAIN_AFTER)))
              .param("target_failing", AlertKind.TARGET_FAILING.code())
              .param("rows", PIECE)
              .update();
          return waiting(jdbc, seller, now);
        });
  }

  private static List<AlertTarget> waiting(JdbcClient jdbc, SellerId seller, Instant now) {
    return jdbc.sql(
            """
            select target_id, name, kind, address, severity, quiet_from, quiet_until, gather_minutes, is_off, told_at,
              failures, failure, failed_at, retry_at, created_at, actor, version
            from alert_target t
            where seller_id = :seller and not is_off and (retry_at is null or retry_at <= :now)
              and exists (
                select from alert_message m
                where m.seller_id = :seller and m.target_id = t.target_id and m.told_at is null)
            order by target_id
            """)
        .param("seller", seller.value())
        .param("now", SqlTimes.toSql(now))
        .query((row, number) -> TargetRows.target(row))
        .list();
  }

  @Override
  public Optional<Begun> begin(
      SellerId seller,
      long targetId,
      BiFunction<AlertTarget, List<Waiting>, List<Waiting>> choosing,
      Instant now,
      Instant until) {
    return transactions.call(
        seller,
        jdbc -> {
          if (!lock(jdbc, seller, targetId, now)) {
            return Optional.empty();
          }
          AlertTarget target = TargetRows.find(jdbc, seller, targetId).orElseThrow();
          List<Long> ids =
              choosing.apply(target, waiting(jdbc, seller, targetId)).stream()
                  .map(Waiting::id)
                  .sorted()
                  .toList();
          if (ids.isEmpty()) {
            return Optional.empty();
          }
          long number =
              jdbc.sql(
                      """
                      update alert_target set sending = sending + 1, sending_until = :until
                      where seller_id = :seller and target_id = :target
                      returning sending
                      """)
                  .param("seller", seller.value())
                  .param("target", targetId)
                  .param("until", SqlTimes.toSql(until))
                  .query(Long.class)
                  .single();
          return Optional.of(new Begun(number, ids, alerts(jdbc, seller, ids)));
        });
  }

  /** Whether nobody is at it. */
  private static boolean lock(JdbcClient jdbc, SellerId seller, long targetId, Instant now) {
    return jdbc.sql(
            """
            select target_id from alert_target
            where seller_id = :seller and target_id = :target and not is_off
              and (sending_until is null or sending_until <= :now) and (retry_at is null or retry_at <= :now)
            for no key update
            """)
        .param("seller", seller.value())
        .param("target", targetId)
        .param("now", SqlTimes.toSql(now))
        .query(Long.class)
        .optional()
        .isPresent();
  }

  private static List<Waiting> waiting(JdbcClient jdbc, SellerId seller, long targetId) {
    return jdbc.sql(
            """
            select m.message_id, a.severity
            from alert_message m
            join alert a on a.seller_id = :seller and a.alert_id = m.alert_id
            where m.seller_id = :seller and m.target_id = :target and m.told_at is null
            order by m.message_id
            """)
        .param("seller", seller.value())
        .param("target", targetId)
        .query(
            (row, number) ->
                new Waiting(
                    row.getLong("message_id"),
                    row.getString("severity").equals(Severity.CRITICAL.code())))
        .list();
  }

  private static List<Alert> alerts(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc.sql(
            """
            select alert_id, severity, kind, subject, alert_about(seller_id, subject) as about, detail, opened_at, last_seen_at,
              acknowledged_at, acknowledged_by, snoozed_until, closed_at, closed_by
            from alert
            where seller_id = :seller and alert_id in (
              select alert_id from alert_message where seller_id = :seller and message_id = any(:ids))
            order by alert_id
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> JdbcAlerts.alert(row))
        .list();
  }

  @Override
  public void told(SellerId seller, long targetId, Begun message, Instant now) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    with ended as (
                      update alert_target
                      set told_at = :now, sending_until = null, failures = 0, retry_at = null
                      where seller_id = :seller and target_id = :target and sending = :number)
                    update alert_message set told_at = :now
                    where seller_id = :seller and message_id = any(:ids) and told_at is null
                    """)
                .param("seller", seller.value())
                .param("target", targetId)
                .param("number", message.number())
                .param("ids", message.ids().toArray(Long[]::new))
                .param("now", SqlTimes.toSql(now))
                .update());
  }

  @Override
  public int failed(SellerId seller, long targetId, Begun message, String why, Instant now) {
    return transactions.call(
        seller,
        jdbc -> {
          int failures =
              jdbc.sql(
                      """
                      select failures + 1 from alert_target
                      where seller_id = :seller and target_id = :target and sending = :number
                      for no key update
                      """)
                  .param("seller", seller.value())
                  .param("target", targetId)
                  .param("number", message.number())
                  .query(Integer.class)
                  .optional()
                  .orElse(0);
          if (failures > 0) {
            jdbc.sql(
                    """
                    update alert_target
                    set failures = :failures, failure = :why, failed_at = :now, retry_at = :retry_at, sending_until = null
                    where seller_id = :seller and target_id = :target
                    """)
                .param("failures", failures)
                .param("why", why)
                .param("now", SqlTimes.toSql(now))
                .param("retry_at", SqlTimes.toSql(now.plus(AlertDelivery.PAUSES.after(failures))))
                .param("seller", seller.value())
                .param("target", targetId)
                .update();
          }
          return failures;
        });
  }

  @Override
  public long forgetBefore(SellerId seller, Instant before) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    delete from alert_message where seller_id = :seller and told_at < :before
                    """)
                .param("seller", seller.value())
                .param("before", SqlTimes.toSql(before))
                .update());
  }
}
