package dev.onhand.store.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Binds rows column by column, as arrays for {@code unnest}. */
public final class Columns {

  private final PreparedStatement statement;
  private final Connection connection;
  private final int first;
  private int next;

  /**
   * @param first index of the first parameter to set
   */
  public Columns(PreparedStatement statement, int first) throws SQLException {
    this.statement = statement;
    this.connection = statement.getConnection();
    this.first = first;
    this.next = first;
  }

  public Columns value(@Nullable Long value) throws SQLException {
    if (value == null) {
      statement.setNull(next++, Types.BIGINT);
    } else {
      statement.setLong(next++, value);
    }
    return this;
  }

  public Columns value(int value) throws SQLException {
    statement.setLong(next++, value);
    return this;
  }

  public Columns text(@Nullable String value) throws SQLException {
    statement.setString(next++, value);
    return this;
  }

  public Columns time(@Nullable Instant value) throws SQLException {
    if (value == null) {
      statement.setNull(next++, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(next++, OffsetDateTime.ofInstant(value, ZoneOffset.UTC));
    }
    return this;
  }

  <T> Columns sellers(Collection<OfSeller<T>> rows) throws SQLException {
    return longs(rows, row -> row.seller().value());
  }

  public <T> Columns longs(Collection<T> rows, ToLongFunction<T> column) throws SQLException {
    long[] values = new long[rows.size()];
    int i = 0;
    for (T row : rows) {
      values[i++] = column.applyAsLong(row);
    }
    statement.setObject(next++, values);
    return this;
  }

  public <T> Columns nullableLongs(Collection<T> rows, Function<T, @Nullable Long> column)
      throws SQLException {
    return array("int8", rows, new Long[rows.size()], column);
  }

  public <T> Columns texts(Collection<T> rows, Function<T, @Nullable String> column)
      throws SQLException {
    return array("text", rows, new String[rows.size()], column);
  }

  public <T> Columns uuids(Collection<T> rows, Function<T, @Nullable UUID> column)
      throws SQLException {
    return array("uuid", rows, new UUID[rows.size()], column);
  }

  public <T> Columns booleans(Collection<T> rows, Predicate<T> column) throws SQLException {
    return array("bool", rows, new Boolean[rows.size()], column::test);
  }

  public <T> Columns doubles(Collection<T> rows, Function<T, @Nullable Double> column)
      throws SQLException {
    return array("float8", rows, new Double[rows.size()], column);
  }

  /** Times travel as whole microseconds since 1970, which arrays carry in binary. */
  public <T> Columns times(Collection<T> rows, Function<T, @Nullable Instant> column)
      throws SQLException {
    return nullableLongs(
        rows,
        row -> {
          Instant time = column.apply(row);
          return time == null ? null : micros(time);
        });
  }

  private <T, C> Columns array(
      String type, Collection<T> rows, @Nullable C[] values, Function<T, @Nullable C> column)
      throws SQLException {
    int i = 0;
    for (T row : rows) {
      values[i++] = column.apply(row);
    }
    Array array = connection.createArrayOf(type, values);
    statement.setArray(next++, array);
    return this;
  }

  public static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  /** How many parameters were set. */
  public int count() {
    return next - first;
  }
}
