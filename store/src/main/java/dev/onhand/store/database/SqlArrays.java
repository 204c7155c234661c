package dev.onhand.store.database;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of rows as arrays, for statements that write or look up many rows at once. */
public final class SqlArrays {

  private SqlArrays() {}

  /** One value for each row, in their order, for {@code unnest} of a {@code text[]}. */
  public static <T> @Nullable String[] texts(
      Collection<? extends T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  /** The same for a {@code bigint[]}. */
  public static <T> @Nullable Long[] longs(
      Collection<? extends T> rows, Function<T, @Nullable Long> column) {
    return rows.stream().map(column).toArray(Long[]::new);
  }

  /** The same for a {@code boolean[]}. */
  public static <T> Boolean[] flags(Collection<? extends T> rows, Function<T, Boolean> column) {
    return rows.stream().map(column).toArray(Boolean[]::new);
  }

  /** The same for a {@code timestamptz[]}: texts, which the statement casts. */
  public static <T> @Nullable String[] times(
      Collection<? extends T> rows, Function<T, @Nullable Instant> column) {
    return texts(
        rows,
        row -> {
          Instant time = column.apply(row);
          return time == null ? null : SqlTimes.toSql(time).toString();
        });
  }
}
