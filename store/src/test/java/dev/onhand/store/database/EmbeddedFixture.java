package dev.onhand.store.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What the tests of the embedded server share. */
final class EmbeddedFixture {

  private EmbeddedFixture() {}

  /** Unpacked once for all tests of this user. */
  static Path programs() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "onhand-test-" + System.getProperty("user.name"),
        "programs");
  }

  /** Between two looks at what a test waits for, so that what it waits for gets the processor. */
  static void pause() {
    LockSupport.parkNanos(2_000_000);
  }

  static Connection superuser(EmbeddedDatabase server, String database) throws SQLException {
    return Connections.open(
        server.url(database), server.superuser(), DatabaseSettings.Timeouts.DEFAULT);
  }

  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static @Nullable String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
