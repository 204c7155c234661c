package dev.onhand.store.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** What a failed statement means for the one who sent it. */
public final class SqlErrors {

  /** The kinds of failure, by what can be done about them. */
  public enum Kind {
    /**
     * Will pass: a deadlock, a lock not had in time, a lost connection, a server that restarts. The
     * transaction had no effect, unless it was the commit that failed: then nobody knows.
     */
    TRANSIENT,
    /**
     * The pool had no connection to give in time: all are in use, or the server does not answer. To
     * try again at once would make it worse.
     */
    NO_CONNECTION,
    /**
     * The server gave the statement up, since it took longer than it may. The transaction had no
     * effect; asked again it takes as long.
     */
    TOOK_TOO_LONG,
    /** The server's disk is full; nothing can be written until someone makes room. */
    DISK_FULL,
    /** The role may not do that. */
    PERMISSION,
    /** A row would break a rule of its table. */
    CONSTRAINT,
    /** All else: an error in the statement or in us. */
    OTHER;

    /** Whether it passes by itself, so that who works in the background tries again in silence. */
    public boolean passes() {
      return switch (this) {
        case TRANSIENT, NO_CONNECTION -> true;
        case TOOK_TOO_LONG, DISK_FULL, PERMISSION, CONSTRAINT, OTHER -> false;
      };
    }
  }

  /**
   * Serialization failure, deadlock, lock not available, read-only transaction (a standby after a
   * failover), transaction given up by the server, the server is shutting down, crashed or not yet
   * up, session given up, too many connections.
   */
  private static final Set<String> TRANSIENT_STATES =
      Set.of(
          "40001", "40P01", "55P03", "25006", "25P03", "57P01", "57P02", "57P03", "57P05", "53300");

  /** A statement was cancelled; we cancel none, so that its time was up. */
  private static final String CANCELED_STATE = "57014";

  private static final String DISK_FULL_STATE = "53100";
  private static final String PERMISSION_STATE = "42501";
  private static final String CONNECTION_CLASS = "08";
  private static final String SERVER_ENDS_CLASS = "57P";
  private static final String CONSTRAINT_CLASS = "23";

  private SqlErrors() {}

  /** The kind of a failure: of the first SQL exception among it and its causes. */
  public static Kind kind(Throwable failure) {
    return find(failure).map(SqlErrors::kindOf).orElse(Kind.OTHER);
  }

  /**
   * The first SQL exception among a failure and its causes. Where a rollback failed too, it is the
   * one that made it necessary: after a lost connection the rollback only says that it is closed.
   */
  public static Optional<SQLException> find(Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
      cause =
          cause instanceof TransactionSystemException rollback
                  && rollback.getApplicationException() != null
              ? rollback.getApplicationException()
              : cause.getCause();
    }
    return Optional.empty();
  }

  /**
   * Whether a failure says no more than that the server is away, or that who waited for a
   * connection was told to stop.
   */
  public static boolean isAway(Throwable failure) {
    return find(failure)
        .map(
            sql -> {
              String state = String.valueOf(sql.getSQLState());
              return sql instanceof SQLTransientConnectionException
                  || sql.getCause() instanceof InterruptedException
                  || state.startsWith(CONNECTION_CLASS)
                  || state.startsWith(SERVER_ENDS_CLASS);
            })
        .orElse(false);
  }

  private static Kind kindOf(SQLException failure) {
    String state = failure.getSQLState();
    if (state != null && (TRANSIENT_STATES.contains(state) || state.startsWith(CONNECTION_CLASS))) {
      return Kind.TRANSIENT;
    }
    // The pool throws this when it has no connection to give in time, with the state of its last
    // failure to make one: that of a server that is away, or of one that does not let us in.
    if (failure instanceof SQLTransientConnectionException) {
      return Kind.NO_CONNECTION;
    }
    if (state == null) {
      return failure instanceof SQLRecoverableException ? Kind.TRANSIENT : Kind.OTHER;
    }
    if (state.startsWith(CONSTRAINT_CLASS)) {
      return Kind.CONSTRAINT;
    }
    return switch (state) {
      case CANCELED_STATE -> Kind.TOOK_TOO_LONG;
      case DISK_FULL_STATE -> Kind.DISK_FULL;
      case PERMISSION_STATE -> Kind.PERMISSION;
      default -> Kind.OTHER;
    };
  }
}
