package dev.onhand.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The roles that Onhand works as. They cannot log in; the login takes one on when it connects.
 * {@code onhand_app} sees one seller at a time, {@code onhand_platform} what is of no one seller.
 */
final class Roles {

  static final String APP = "onhand_app";
  static final String PLATFORM = "onhand_platform";
  static final List<String> ALL = List.of(APP, PLATFORM);

  private Roles() {}

  /**
   * Makes the roles and lets the login take them on, as far as that is still to do.
   *
   * @throws DatabaseSetupException with the statements that someone with the right must run
   */
  static void ensure(Connection migration, String login) throws SQLException {
    for (String statement : missing(migration, login)) {
      try (Statement run = migration.createStatement()) {
        run.execute(statement);
      } catch (SQLException e) {
        List<String> left = missing(migration, login);
        // Another node may have been quicker by a moment.
        if (left.contains(statement)) {
          throw notAllowed(left, e);
        }
      }
    }
  }

  /** The statements that are still to be run for the roles to be complete, in order. */
  static List<String> missing(Connection connection, String login) throws SQLException {
    List<String> statements = new ArrayList<>();
    for (String role : ALL) {
      if (!exists(connection, role)) {
        statements.add("create role " + role + " nologin");
      }
    }
    for (String role : ALL) {
      if (!exists(connection, role) || !canTakeOn(connection, login, role)) {
        statements.add("grant " + role + " to " + quoted(connection, login));
      }
    }
    return statements;
  }

  static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
      statement.setString(1, role);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Whether the login may {@code set role}; since 16 that is a right apart from being a member. */
  static boolean canTakeOn(Connection connection, String login, String role) throws SQLException {
    boolean hasSetRight = connection.getMetaData().getDatabaseMajorVersion() >= 16;
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_has_role(?::name, ?::name, ?)")) {
      statement.setString(1, login);
      statement.setString(2, role);
      statement.setString(3, hasSetRight ? "SET" : "MEMBER");
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static String quoted(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select quote_ident(?)")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static DatabaseSetupException notAllowed(List<String> statements, SQLException cause) {
    return new DatabaseSetupException(
        "The database lacks roles that this user may not make. Someone with the right must run:\n  "
            + String.join(";\n  ", statements)
            + ";",
        cause);
  }
}
