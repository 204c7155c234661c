package dev.onhand.engine.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Threshold;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertRule.Mode;
import dev.onhand.engine.alerts.AlertRule.Watching;
import org.jspecify.annotations.Nullable;

/**
 * A rule to be set, in place of the one for the same, if there is one.
 *
 * @param channel id of a channel
 */
public record NewAlertRule(
    AlertKind kind,
    @Nullable ProductId product,
    @Nullable LocationId location,
    @Nullable Long channel,
    @Nullable Watching watching,
    Mode mode) {

  /**
   * What a rule of a kind measures, by what was said of it.
   *
   * @param opens null: the usual threshold
   * @param closes null: as far from that as is usual
   * @param severity null: the usual one
   * @return null for a kind that is noticed
   * @throws IllegalArgumentException if that cannot be
   */
  public static @Nullable Watching watching(
      AlertKind kind,
      @Nullable Long opens,
      @Nullable Long closes,
      @Nullable Severity severity,
      Mode mode) {
    if (kind.measure().isEmpty()) {
      if (opens != null || closes != null || severity != null || mode == Mode.OFF) {
        throw new IllegalArgumentException(
            "kind %s is noticed where it happens and has no threshold, no severity of a rule and no mode off; mode may be told or page"
                .formatted(kind.code()));
      }
      return null;
    }
    Long usual = kind.usual().map(Threshold::opens).orElse(null);
    Long threshold = opens == null ? usual : opens;
    if (threshold == null && mode != Mode.OFF) {
      throw new IllegalArgumentException(
          "threshold is missing: rules of the kind %s have no usual one".formatted(kind.code()));
    }
    return new Watching(
        Threshold.of(kind.measure().get(), threshold == null ? 0 : threshold, closes),
        severity == null ? AlertRule.usualSeverity(kind) : severity);
  }
}
