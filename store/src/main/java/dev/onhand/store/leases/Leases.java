package dev.onhand.store.leases;

import dev.onhand.engine.channels.Lease;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The rule by which a row is one node's to work, for all tables with the columns {@code
 * lease_node}, {@code lease_epoch} and {@code lease_until}. When a lease ends is said by the clock
 * of the database, which all nodes share; what their own show does not matter.
 */
public final class Leases {

  private static final String NOW =
      "coalesce(cast(:set_time as timestamptz), statement_timestamp())";

  /** What to set in the row of who takes or renews it; see {@link #take}. */
  public static final String TAKEN =
      " lease_epoch = case when lease_node = :worker then lease_epoch else lease_epoch + 1 end,"
          + " lease_node = :worker, lease_until = "
          + NOW
          + " + make_interval(secs => :seconds) ";

  /** Whether it may be taken. One that ends long after the longest is of a clock that was off. */
  public static final String IS_FREE =
      " (lease_node is null or lease_node = :worker or lease_until not between "
          + NOW
          + " and "
          + NOW
          + " + make_interval(secs => :seconds) + interval '5 minutes') ";

  /** What to set where nobody has it any more. */
  public static final String ENDED = " lease_node = null, lease_until = null ";

  private static final double MILLIS = 1_000;

  private final @Nullable InstantSource setTime;

  private Leases(@Nullable InstantSource setTime) {
    this.setTime = setTime;
  }

  public static Leases byDatabase() {
    return new Leases(null);
  }

  /** In a time that is set, which the database knows nothing of. */
  public static Leases by(InstantSource setTime) {
    return new Leases(setTime);
  }

  /**
   * @param update sets {@link #TAKEN} where {@link #IS_FREE}, and returns {@code lease_epoch}
   * @param worker who asks, the same each time
   * @return empty: another has it
   */
  public Optional<Lease> take(StatementSpec update, String worker, Duration length) {
    return update
        .param("worker", worker)
        .param("seconds", length.toMillis() / MILLIS)
        .param(
            "set_time",
            SqlTimes.toSqlOrNull(setTime == null ? null : setTime.instant()),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .query(Long.class)
        .optional()
        .map(Lease::new);
  }
}
