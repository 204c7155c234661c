package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Threshold;
import dev.onhand.core.alert.Watch;
import dev.onhand.engine.alerts.AlertRule.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What was measured, and the rule that holds for it.
 *
 * @param detail what a person is to know
 * @param isSilent nobody is told
 */
record Measured(Watch.Fact fact, String detail, String severity, boolean isSilent) {

  /** Reads the columns of the rule beside what was measured. */
  static Measured of(AlertKind kind, ResultSet row, String subject, long value, String detail)
      throws SQLException {
    Threshold threshold =
        new Threshold(
            kind.measure().orElseThrow(), row.getLong("opens_at"), row.getLong("closes_at"));
    return new Measured(
        new Watch.Fact(subject, value, threshold),
        detail,
        row.getString("severity"),
        row.getString("mode").equals(Mode.PAGE.code()));
  }
}
