package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Threshold;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertRule;
import dev.onhand.engine.alerts.AlertRule.Mode;
import dev.onhand.engine.alerts.AlertRule.Watching;
import dev.onhand.engine.alerts.AlertRules;
import dev.onhand.engine.alerts.NewAlertRule;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules of alerts in PostgreSQL. */
public final class JdbcAlertRules implements AlertRules {

  private final SellerTransactions transactions;

  public JdbcAlertRules(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Slice<AlertRule> list(SellerId seller, @Nullable AlertKind kind, PageRequest page) {
    List<AlertRule> read =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select r.rule_id, r.kind, p.sku, o.code as location, h.code as channel, r.opens_at, r.closes_at,
                          r.severity, r.mode, r.actor, r.updated_at, r.version
                        from (
                          (select *
                          from alert_rule
                          where seller_id = :seller and rule_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                            and (cast(:kind as text) is null or kind = :kind)
                          order by rule_id desc
                          limit :rows)
                          union all
                          (select *
                          from alert_rule
                          where seller_id = :seller and rule_id > cast(:before as bigint)
                            and (cast(:kind as text) is null or kind = :kind)
                          order by rule_id
                          limit :rows)) as r
                        left join product p on p.seller_id = :seller and p.product_id = r.product_id
                        left join location o on o.seller_id = :seller and o.location_id = r.location_id
                        left join channel h on h.seller_id = :seller and h.channel_id = r.channel_id
                        order by case when cast(:before as bigint) is null then -r.rule_id else r.rule_id end
                        """)
                    .param("seller", seller.value())
                    .param("kind", kind == null ? null : kind.code(), Types.VARCHAR)
                    .param("after", page.after(), Types.BIGINT)
                    .param("before", page.before(), Types.BIGINT)
                    .param("rows", page.rowsToRead())
                    .query((row, number) -> rule(row))
                    .list());
    return Slice.of(page, read);
  }

  @Override
  public List<AlertRule> general(SellerId seller) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select rule_id, kind, null as sku, null as location, null as channel, opens_at, closes_at, severity, mode,
                      actor, updated_at, version
                    from alert_rule
                    where seller_id = :seller and product_id is null and location_id is null and channel_id is null
                    order by kind
                    """)
                .param("seller", seller.value())
                .query((row, number) -> rule(row))
                .list());
  }

  @Override
  public Optional<AlertRule> find(SellerId seller, long ruleId) {
    return transactions.call(seller, jdbc -> find(jdbc, seller, ruleId));
  }

  private static Optional<AlertRule> find(JdbcClient jdbc, SellerId seller, long ruleId) {
    return jdbc.sql(
            """
            select r.rule_id, r.kind, p.sku, o.code as location, h.code as channel, r.opens_at, r.closes_at, r.severity,
              r.mode, r.actor, r.updated_at, r.version
            from alert_rule r
            left join product p on p.seller_id = :seller and p.product_id = r.product_id
            left join location o on o.seller_id = :seller and o.location_id = r.location_id
            left join channel h on h.seller_id = :seller and h.channel_id = r.channel_id
            where r.seller_id = :seller and r.rule_id = :id
            """)
        .param("seller", seller.value())
        .param("id", ruleId)
        .query((row, number) -> rule(row))
        .optional();
  }

  @Override
  public Saving<AlertRule> set(SellerId seller, NewAlertRule rule, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          Optional<Long> set = upsert(jdbc, seller, rule, edit);
          if (set.isEmpty()) {
            return new Saving.Stale<>(version(jdbc, seller, rule));
          }
          sweep(jdbc, seller);
          return new Saving.Saved<>(find(jdbc, seller, set.get()).orElseThrow());
        });
  }

  /** Nothing is returned, and was set, where the rule is not at the version that was seen. */
  private static Optional<Long> upsert(
      JdbcClient jdbc, SellerId seller, NewAlertRule rule, Edit edit) {
    Watching watching = rule.watching();
    return of(
            jdbc.sql(
                """
                insert into alert_rule (seller_id, kind, product_id, location_id, channel_id, opens_at, closes_at,
                  severity, mode, created_at, updated_at, actor)
                select :seller, :kind, cast(:product as bigint), cast(:location as bigint), cast(:channel as bigint),
                  cast(:opens as bigint), cast(:closes as bigint), cast(:severity as text), :mode, :at, :at, :actor
                where coalesce(cast(:seen as bigint), 0) = 0 or exists (
                  select 1 from alert_rule
                  where seller_id = :seller and kind = :kind
                    and product_id is not distinct from cast(:product as bigint)
                    and location_id is not distinct from cast(:location as bigint)
                    and channel_id is not distinct from cast(:channel as bigint))
                on conflict on constraint alert_rule_once do update
                set opens_at = excluded.opens_at, closes_at = excluded.closes_at, severity = excluded.severity,
                  mode = excluded.mode, updated_at = excluded.updated_at, actor = excluded.actor,
                  version = alert_rule.version + 1
                where cast(:seen as bigint) is null or alert_rule.version = cast(:seen as bigint)
                returning rule_id
                """),
            seller,
            rule)
        .param("opens", watching == null ? null : watching.threshold().opens(), Types.BIGINT)
        .param("closes", watching == null ? null : watching.threshold().closes(), Types.BIGINT)
        .param("severity", watching == null ? null : watching.severity().code(), Types.VARCHAR)
        .param("mode", rule.mode().code())
        .param("at", SqlTimes.toSql(edit.at()))
        .param("actor", edit.actor())
        .param("seen", edit.expectedVersion(), Types.BIGINT)
        .query((row, number) -> row.getLong("rule_id"))
        .optional();
  }

  /** 0: there is none for the same. */
  private static long version(JdbcClient jdbc, SellerId seller, NewAlertRule rule) {
    return of(
            jdbc.sql(
                """
                select coalesce(max(version), 0) from alert_rule
                where seller_id = :seller and kind = :kind
                  and product_id is not distinct from cast(:product as bigint)
                  and location_id is not distinct from cast(:location as bigint)
                  and channel_id is not distinct from cast(:channel as bigint)
                """),
            seller,
            rule)
        .query(Long.class)
        .single();
  }

  /** What the rule is for. */
  private static JdbcClient.StatementSpec of(
      JdbcClient.StatementSpec statement, SellerId seller, NewAlertRule rule) {
    return statement
        .param("seller", seller.value())
        .param("kind", rule.kind().code())
        .param("product", rule.product() == null ? null : rule.product().value(), Types.BIGINT)
        .param("location", rule.location() == null ? null : rule.location().value(), Types.BIGINT)
        .param("channel", rule.channel(), Types.BIGINT);
  }

  @Override
  public Optional<AlertRule> remove(SellerId seller, long ruleId) {
    return transactions.call(
        seller,
        jdbc -> {
          Optional<AlertRule> rule = find(jdbc, seller, ruleId);
          jdbc.sql(
                  """
                  delete from alert_rule
                  where seller_id = :seller and rule_id = :id
                  """)
              .param("seller", seller.value())
              .param("id", ruleId)
              .update();
          sweep(jdbc, seller);
          return rule;
        });
  }

  /** All stock is looked at anew, for which another rule may hold now. */
  private static void sweep(JdbcClient jdbc, SellerId seller) {
    jdbc.sql(
            """
            update alert_watch set swept_at = null
            where seller_id = :seller
            """)
        .param("seller", seller.value())
        .update();
  }

  private static AlertRule rule(ResultSet row) throws SQLException {
    AlertKind kind = AlertKind.read(row.getString("kind"));
    Long opens = row.getObject("opens_at", Long.class);
    Watching watching =
        opens == null
            ? null
            : new Watching(
                new Threshold(kind.measure().orElseThrow(), opens, row.getLong("closes_at")),
                Severity.read(row.getString("severity")));
    return new AlertRule(
        row.getLong("rule_id"),
        kind,
        new AlertRule.Scope(
            row.getString("sku"), row.getString("location"), row.getString("channel")),
        watching,
        Mode.read(row.getString("mode")),
        row.getString("actor"),
        SqlTimes.get(row, "updated_at"),
        row.getLong("version"));
  }
}
