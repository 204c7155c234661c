package dev.onhand.store.orders;

import dev.onhand.core.order.Merging;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.model.Effect;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a row of table {@code order_log} (its columns that say what happened, by name). */
public final class OrderLogRows {

  private OrderLogRows() {}

  public static LogEntry map(ResultSet row) throws SQLException {
    return new LogEntry(
        row.getInt("entry"),
        row.getString("received_status"),
        Effect.find(row.getString("effect")).orElseThrow(),
        verdict(row.getString("verdict")),
        row.getString("applied_status"),
        SqlTimes.getOrNull(row, "source_updated_at"),
        new LogEntry.UnitsMoved(
            row.getLong("reserved"),
            row.getLong("released"),
            row.getLong("fulfilled"),
            row.getLong("returned"),
            row.getLong("missing"),
            row.getInt("parked")),
        row.getString("note"),
        row.getString("actor"),
        SqlTimes.get(row, "recorded_at"));
  }

  private static Merging.@Nullable Verdict verdict(String code) {
    return code.equals(JdbcOrders.APPLIED_AGAIN)
        ? null
        : Merging.Verdict.valueOf(code.toUpperCase(Locale.ROOT));
  }
}
