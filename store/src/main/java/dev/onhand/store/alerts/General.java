package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Threshold;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.AlertRule;
import dev.onhand.engine.alerts.AlertRule.Mode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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

  /** Reads it: the seller's own rule, or what is usual. */
  static General read(JdbcClient jdbc, SellerId seller, AlertKind kind) {
    boolean hasNarrower =
        jdbc.sql(
                """
                select exists (
                  select from alert_rule
                  where seller_id = :seller and kind = :kind
                    and (product_id is not null or location_id is not null or channel_id is not null))
                """)
            .param("seller", seller.value())
            .param("kind", kind.code())
            .query(Boolean.class)
            .single();
    Optional<General> own =
        jdbc.sql(
                """
                select opens_at, closes_at, severity, mode from alert_rule
                where seller_id = :seller and kind = :kind and product_id is null and location_id is null
                  and channel_id is null
                """)
            .param("seller", seller.value())
            .param("kind", kind.code())
            .query(
                (row, number) ->
                    new General(
                        kind,
                        row.getObject("opens_at", Long.class),
                        row.getObject("closes_at", Long.class),
                        row.getString("severity"),
                        row.getString("mode"),
                        hasNarrower))
            .optional();
    return own.orElseGet(() -> usual(kind, hasNarrower));
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

  /** Whether anything is watched at all. */
  boolean watches() {
    return hasNarrower || !mode.equals(Mode.OFF.code());
  }
}
