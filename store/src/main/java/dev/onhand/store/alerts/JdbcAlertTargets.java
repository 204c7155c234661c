package dev.onhand.store.alerts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.AlertTarget;
import dev.onhand.engine.alerts.AlertTargets;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Secret;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.secrets.SecretBox;
import java.sql.Types;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Those who are told of alerts, in PostgreSQL; what is secret of their addresses is encrypted. */
public final class JdbcAlertTargets implements AlertTargets {

  private final SellerTransactions transactions;
  private final SecretBox box;

  public JdbcAlertTargets(SellerTransactions transactions, SecretBox box) {
    this.transactions = transactions;
    this.box = box;
  }

  private static String place(SellerId seller, long targetId) {
    return "alert-target/%d/%d".formatted(seller.value(), targetId);
  }

  @Override
  public Slice<AlertTarget> list(SellerId seller, PageRequest page) {
    List<AlertTarget> read =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select target_id, name, kind, address, severity, quiet_from, quiet_until, gather_minutes, is_off,
                          told_at, failures, failure, failed_at, retry_at, created_at, actor, version
                        from (
                          (select *
                          from alert_target
                          where seller_id = :seller and target_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                          order by target_id desc
                          limit :rows)
                          union all
                          (select *
                          from alert_target
                          where seller_id = :seller and target_id > cast(:before as bigint)
                          order by target_id
                          limit :rows)) as page
                        order by case when cast(:before as bigint) is null then -target_id else target_id end
                        """)
                    .param("seller", seller.value())
                    .param("after", page.after(), Types.BIGINT)
                    .param("before", page.before(), Types.BIGINT)
                    .param("rows", page.rowsToRead())
                    .query((row, number) -> TargetRows.target(row))
                    .list());
    return Slice.of(page, read);
  }

  @Override
  public Optional<AlertTarget> find(SellerId seller, long targetId) {
    return transactions.call(seller, jdbc -> TargetRows.find(jdbc, seller, targetId));
  }

  @Override
  public Optional<AlertTarget> find(SellerId seller, String name) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select target_id from alert_target where seller_id = :seller and name = :name
                    """)
                .param("seller", seller.value())
                .param("name", name)
                .query((row, number) -> row.getLong("target_id"))
                .optional()
                .flatMap(id -> TargetRows.find(jdbc, seller, id)));
  }

  @Override
  public Saving<AlertTarget> create(
      SellerId seller, AlertTarget.Data data, @Nullable Secret secret, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          if (count(jdbc, seller) >= MAX) {
            return new Saving.Blocked<>(
                "%d are told of alerts already, which is the most; remove one first."
                    .formatted(MAX));
          }
          // Its secret is bound to its id, which is not known before.
          Optional<Long> id =
              bind(
                      jdbc.sql(
                          """
                          insert into alert_target (seller_id, name, kind, address, secret, severity, quiet_from, quiet_until,
                            gather_minutes, is_off, created_at, updated_at, actor)
                          values (:seller, :name, :kind, :address, case when :kind = 'slack' then cast('' as bytea) end, :severity,
                            :quiet_from, :quiet_until, :gather, :is_off, :at, :at, :actor)
                          on conflict (seller_id, name) do nothing -- alert_target_name_unique
                          returning target_id
                          """),
                      seller,
                      data,
                      edit)
                  .param("kind", data.kind().code())
                  .query(Long.class)
                  .optional();
          if (id.isEmpty()) {
            return new Saving.Taken<>(data.name());
          }
          if (secret != null) {
            keep(jdbc, seller, id.get(), secret);
          }
          return new Saving.Saved<>(TargetRows.find(jdbc, seller, id.get()).orElseThrow());
        });
  }

  private static long count(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select count(*) from alert_target where seller_id = :seller
            """)
        .param("seller", seller.value())
        .query(Long.class)
        .single();
  }

  private void keep(JdbcClient jdbc, SellerId seller, long targetId, Secret secret) {
    jdbc.sql(
            """
            update alert_target set secret = :secret
            where seller_id = :seller and target_id = :id
            """)
        .param("secret", box.seal(place(seller, targetId), secret))
        .param("seller", seller.value())
        .param("id", targetId)
        .update();
  }

  private static StatementSpec bind(
      StatementSpec statement, SellerId seller, AlertTarget.Data data, Edit edit) {
    LocalTime from = data.quiet() == null ? null : data.quiet().from();
    LocalTime until = data.quiet() == null ? null : data.quiet().until();
    return statement
        .param("seller", seller.value())
        .param("name", data.name())
        .param("address", data.address())
        .param("severity", data.severity().code())
        .param("quiet_from", from, Types.TIME)
        .param("quiet_until", until, Types.TIME)
        .param("gather", data.gatherMinutes())
        .param("is_off", data.isOff())
        .param("at", SqlTimes.toSql(edit.at()))
        .param("actor", edit.actor());
  }

  @Override
  public Saving<AlertTarget> change(
      SellerId seller, long targetId, AlertTarget.Data data, @Nullable Secret secret, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          if (isTaken(jdbc, seller, targetId, data.name())) {
            return new Saving.Taken<>(data.name());
          }
          int changed =
              bind(
                      jdbc.sql(
                          """
                          update alert_target
                          set name = :name, address = :address, severity = :severity, quiet_from = :quiet_from,
                            quiet_until = :quiet_until, gather_minutes = :gather, is_off = :is_off, failures = 0,
                            retry_at = null, updated_at = :at, actor = :actor, version = version + 1
                          where seller_id = :seller and target_id = :id
                            and (cast(:expected as bigint) is null or version = :expected)
                          """),
                      seller,
                      data,
                      edit)
                  .param("id", targetId)
                  .param("expected", edit.expectedVersion(), Types.BIGINT)
                  .update();
          if (changed > 0 && secret != null) {
            keep(jdbc, seller, targetId, secret);
          }
          Optional<AlertTarget> now = TargetRows.find(jdbc, seller, targetId);
          if (now.isEmpty()) {
            return new Saving.Missing<>();
          }
          return changed == 0
              ? new Saving.Stale<>(now.get().version())
              : new Saving.Saved<>(now.get());
        });
  }

  private static boolean isTaken(JdbcClient jdbc, SellerId seller, long targetId, String name) {
    return jdbc.sql(
            """
            select exists (
              select from alert_target where seller_id = :seller and name = :name and target_id <> :id)
            """)
        .param("seller", seller.value())
        .param("name", name)
        .param("id", targetId)
        .query(Boolean.class)
        .single();
  }

  @Override
  public Optional<AlertTarget> remove(SellerId seller, long targetId) {
    return transactions.call(
        seller,
        jdbc -> {
          Optional<AlertTarget> target = TargetRows.find(jdbc, seller, targetId);
          jdbc.sql(
                  """
                  delete from alert_message where seller_id = :seller and target_id = :id
                  """)
              .param("seller", seller.value())
              .param("id", targetId)
              .update();
          jdbc.sql(
                  """
                  delete from alert_target where seller_id = :seller and target_id = :id
                  """)
              .param("seller", seller.value())
              .param("id", targetId)
              .update();
          return target;
        });
  }

  @Override
  public Secret whole(SellerId seller, AlertTarget target) {
    return switch (target.data().kind()) {
      case EMAIL -> Secret.of(target.data().address());
      case SLACK ->
          box.open(
              place(seller, target.id()),
              transactions.call(
                  seller,
                  jdbc ->
                      jdbc.sql(
                              """
                              select secret from alert_target where seller_id = :seller and target_id = :id
                              """)
                          .param("seller", seller.value())
                          .param("id", target.id())
                          .query((row, number) -> row.getBytes("secret"))
                          .single()));
    };
  }
}
