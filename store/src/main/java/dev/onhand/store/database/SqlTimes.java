package dev.onhand.store.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as the driver takes and gives them: in UTC, to the microsecond. */
public final class SqlTimes {

  private SqlTimes() {}

  /** For a parameter of type {@code timestamptz}. */
  public static OffsetDateTime toSql(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** The same; null stays null. */
  public static @Nullable OffsetDateTime toSqlOrNull(@Nullable Instant instant) {
    return instant == null ? null : toSql(instant);
  }

  /** The value of a column that is never null. */
  public static Instant get(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The value of a column, or null. */
  public static @Nullable Instant getOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
