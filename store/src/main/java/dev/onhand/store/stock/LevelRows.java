package dev.onhand.store.stock;

import dev.onhand.core.ledger.Level;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the numbers of a row of table {@code stock_level} (all of them, by name). */
public final class LevelRows {

  private LevelRows() {}

  public static Level level(ResultSet row) throws SQLException {
    return new Level(
        row.getLong("available"),
        row.getLong("reserved"),
        row.getLong("damaged"),
        row.getLong("quality_control"),
        row.getLong("set_aside"),
        row.getLong("in_transit"),
        row.getObject("floor", Long.class),
        SqlTimes.getOrNull(row, "below_floor_since"),
        row.getLong("version"));
  }
}
