package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Threshold;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.AlertRule;
import dev.onhand.engine.alerts.AlertRule.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What holds for a kind where no narrower rule does.
 *
 * @param opens null: nothing is watched
 * @param hasNarrower whether there are narrower rules
 */
record General(
    AlertKind kind,
    @Nullable Long opens,
    @Nullable Long closes,
    String severity,
    String mode,
    boolean hasNarrower) {

  /** Reads those of all watched kinds: the seller's own rule, or what is usual. */
  static Map<AlertKind, General> readAll(JdbcClient jdbc, SellerId seller) {
    Map<AlertKind, General> all = new EnumMap<>(AlertKind.class);
    for (AlertKind kind : AlertKind.values()) {
      if (kind.measure().isPresent()) {
        all.put(kind, usual(kind, false));
      }
    }
    jdbc.sql(
            """
            select kind, max(opens_at) filter (where is_general) as opens_at,
              max(closes_at) filter (where is_general) as closes_at,
              max(severity) filter (where is_general) as severity, max(mode) filter (where is_general) as mode,
              bool_or(not is_general) as has_narrower
            from (
              select kind, opens_at, closes_at, severity, mode,
                product_id is null and location_id is null and channel_id is null as is_general
              from alert_rule
              where seller_id = :seller and opens_at is not null) as rules
            group by kind
            """)
        .param("seller", seller.value())
        .query((row, number) -> general(row))
        .list()
        .forEach(general -> all.put(general.kind(), general));
    return all;
  }

  private static General general(ResultSet row) throws SQLException {
    AlertKind kind = AlertKind.read(row.getString("kind"));
    boolean hasNarrower = row.getBoolean("has_narrower");
    String mode = row.getString("mode");
    return mode == null
        ? usual(kind, hasNarrower)
        : new General(
            kind,
            row.getObject("opens_at", Long.class),
            row.getObject("closes_at", Long.class),
            row.getString("severity"),
            mode,
            hasNarrower);
  }

  private static General usual(AlertKind kind, boolean hasNarrower) {
    Threshold usual = kind.usual().orElse(null);
    return new General(
        kind,
        usual == null ? null : usual.opens(),
        usual == null ? null : usual.closes(),
        AlertRule.usualSeverity(kind).code(),
        (usual == null ? Mode.OFF : Mode.TOLD).code(),
        hasNarrower);
  }

  /** Binds what statements call what holds where no narrower rule does. */
  StatementSpec bind(StatementSpec statement, SellerId seller) {
    return statement
        .param("seller", seller.value())
        .param("kind", kind.code())
        .param("opens", opens, Types.BIGINT)
        .param("closes", closes, Types.BIGINT)
        .param("severity", severity)
        .param("mode", mode);
  }

  /** Whether anything is watched at all. */
  boolean watches() {
    return hasNarrower || !mode.equals(Mode.OFF.code());
  }
}
