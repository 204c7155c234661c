package dev.onhand.store.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a statement in a {@link SellerTransactions seller's transaction} may take where that is
 * less than its pool's limit: then the server gives it up, and its connection is free for others.
 * The failure is {@link SqlErrors.Kind#TOOK_TOO_LONG}.
 */
public final class StatementLimit {

  private static final ScopedValue<@Nullable Duration> MAX = ScopedValue.newInstance();

  private StatementLimit() {}

  /** Runs work, of which this thread's statements are given up after so long. */
  public static <T, X extends Throwable> T within(Duration max, ScopedValue.CallableOp<T, X> work)
      throws X {
    return ScopedValue.where(MAX, max).call(work);
  }

  /** Runs work that may take its time, also within a limit: it has the pool's. */
  public static <T, X extends Throwable> T lifted(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(MAX, null).call(work);
  }

  /** As PostgreSQL's {@code statement_timeout} takes it; null: that of the connection. */
  static @Nullable String setting() {
    Duration max = MAX.isBound() ? MAX.get() : null;
    return max == null ? null : Long.toString(max.toMillis());
  }
}
