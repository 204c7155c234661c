package dev.onhand.store.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Starts the embedded database and writes rows, one a commit, and says of each when it is
 * committed; never stops by itself. With "once" it writes one row and ends in order; with "exit" it
 * does so and leaves the server to the end of the JVM.
 */
final class WriterMain {

  private WriterMain() {}

  public static void main(String[] arguments) throws InterruptedException, SQLException {
    Path directory = Path.of(arguments[0]);
    String mode = arguments[2];
    DataDirectory data = DataDirectory.open(directory);
    EmbeddedDatabase server =
        arguments[1].isEmpty()
            ? EmbeddedDatabase.start(data)
            : EmbeddedDatabase.start(data, Path.of(arguments[1]));
    try (Connection connection =
        Connections.open(
            server.url("onhand"), server.superuser(), DatabaseSettings.Timeouts.DEFAULT)) {
      write(connection, !mode.equals("on"));
    }
    if (mode.equals("exit")) {
      server.stopAtExit();
      System.exit(0);
    }
    server.close();
    data.close();
    System.out.println("stopped");
  }

  private static void write(Connection connection, boolean once) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists written (id bigint primary key)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into written select coalesce(max(id), 0) + 1 from written returning id")) {
      do {
        try (var row = insert.executeQuery()) {
          row.next();
          System.out.println("written " + row.getLong(1));
        }
      } while (!once);
    }
  }
}
