package dev.onhand.store.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether a server is one that Onhand can work on, and what its settings would cost. */
final class ServerCheck {

  /** The oldest major version whose SQL Onhand keeps to. */
  static final int MAJOR_VERSION_MIN = 15;

  private ServerCheck() {}

  /** Refuses a server on which Onhand would not work at all. */
  static void requireUsable(Connection connection) throws SQLException {
    List<String> problems = unusable(connection);
    if (!problems.isEmpty()) {
      throw new DatabaseSetupException(String.join("\n", problems));
    }
  }

  static List<String> unusable(Connection connection) throws SQLException {
    List<String> problems = new ArrayList<>();
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < MAJOR_VERSION_MIN) {
      problems.add(
          "The server is PostgreSQL %d; Onhand needs %d or newer."
              .formatted(version, MAJOR_VERSION_MIN));
    }
    String encoding = show(connection, "show server_encoding");
    if (!encoding.equals("UTF8")) {
      problems.add(
          "The database keeps text as %s; make it with: create database … encoding 'UTF8'."
              .formatted(encoding));
    }
    return problems;
  }

  /** Settings by which the server would lose what it acknowledged, or refuse to write. */
  static List<String> unsafe(Connection connection) throws SQLException {
    List<String> problems = new ArrayList<>();
    requireOn(connection, "show fsync", "fsync", problems);
    requireOn(connection, "show full_page_writes", "full_page_writes", problems);
    if (show(connection, "show synchronous_commit").equals("off")) {
      problems.add(
          "synchronous_commit is off: a crash of the server would lose what was acknowledged. Set it to on.");
    }
    if (show(connection, "select pg_is_in_recovery()").equals("t")) {
      problems.add("The server is a standby: nothing can be recorded. Name the primary.");
    } else if (show(connection, "show default_transaction_read_only").equals("on")) {
      problems.add("default_transaction_read_only is on: nothing can be recorded. Set it to off.");
    }
    return problems;
  }

  /** Why there is no connection, in words. */
  static DatabaseSetupException unreachable(
      DatabaseSettings settings, DatabaseSettings.Login login, SQLException cause) {
    String state = String.valueOf(cause.getSQLState());
    String why =
        switch (state) {
          case "28P01", "28000" ->
              "it refuses user %s or the password. Check ONHAND_DATABASE_USER and ONHAND_DATABASE_PASSWORD (or ONHAND_DATABASE_MIGRATION_*)"
                  .formatted(login.user());
          case "3D000" -> "there is no such database. Make it, or correct ONHAND_DATABASE_URL";
          case "08001" ->
              "no server that can be written to answers there. Start it, or correct ONHAND_DATABASE_URL";
          case "53300" -> "it has no connection left. Raise its max_connections or lower the pools";
          default -> "state " + state;
        };
    return new DatabaseSetupException(
        "The database %s cannot be used: %s (%s)."
            .formatted(settings.url(), why, cause.getMessage()),
        cause);
  }

  private static void requireOn(
      Connection connection, String query, String name, List<String> problems) throws SQLException {
    if (!show(connection, query).equals("on")) {
      problems.add(
          "%s is off: a crash of the machine would destroy the database. Set it to on."
              .formatted(name));
    }
  }

  private static String show(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
