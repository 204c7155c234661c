package dev.onhand.store.ledger;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/** When a transaction is worth another try, and after how long. */
final class Again {

  private Again() {}

  /**
   * The database said "again" (a deadlock, a lock that took too long) or is away for a moment
   * (restarting, failing over).
   */
  static boolean isTransient(SQLException e) {
    String state = e.getSQLState();
    if (state == null) {
      return false;
    }
    return isConnectionLost(e)
        || switch (state) {
          case "40001", "40P01", "55P03", "57P03", "53300", "25006" -> true;
          default -> false;
        };
  }

  static boolean isConnectionLost(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  static void pause(int attempt) throws InterruptedException {
    long millisMax = Math.min(2_000, 20L << attempt);
    Thread.sleep(ThreadLocalRandom.current().nextLong(millisMax / 2, millisMax));
  }
}
