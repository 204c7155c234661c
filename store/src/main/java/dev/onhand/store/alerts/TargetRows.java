package dev.onhand.store.alerts;

import dev.onhand.core.alert.QuietHours;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertTarget;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads those who are told of alerts. */
final class TargetRows {

  private TargetRows() {}

  static Optional<AlertTarget> find(JdbcClient jdbc, SellerId seller, long targetId) {
    return jdbc.sql(
            """
            select target_id, name, kind, address, severity, quiet_from, quiet_until, gather_minutes, is_off, told_at,
              failures, failure, failed_at, retry_at, created_at, actor, version
            from alert_target
            where seller_id = :seller and target_id = :id
            """)
        .param("seller", seller.value())
        .param("id", targetId)
        .query((row, number) -> target(row))
        .optional();
  }

  static AlertTarget target(ResultSet row) throws SQLException {
    LocalTime from = row.getObject("quiet_from", LocalTime.class);
    AlertTarget.Data data =
        new AlertTarget.Data(
            row.getString("name"),
            AlertTarget.Kind.read(row.getString("kind")),
            row.getString("address"),
            Severity.read(row.getString("severity")),
            from == null
                ? null
                : new QuietHours(from, row.getObject("quiet_until", LocalTime.class)),
            row.getInt("gather_minutes"),
            row.getBoolean("is_off"));
    AlertTarget.Health health =
        new AlertTarget.Health(
            SqlTimes.getOrNull(row, "told_at"),
            row.getInt("failures"),
            row.getString("failure"),
            SqlTimes.getOrNull(row, "failed_at"),
            SqlTimes.getOrNull(row, "retry_at"));
    return new AlertTarget(
        row.getLong("target_id"),
        data,
        health,
        SqlTimes.get(row, "created_at"),
        row.getString("actor"),
        row.getLong("version"));
  }
}
