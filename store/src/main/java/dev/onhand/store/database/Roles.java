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
 * {@code onhand_committer} is what the committer becomes within its transactions: it may what
 * {@code onhand_app} may, and sees several sellers where rows of stock are recorded.
 */
final class Roles {

  static final String APP = "onhand_app";
  static final String COMMITTER = "onhand_committer";
  static final String PLATFORM = "onhand_platform";
  static final List<String> ALL = List.of(APP, COMMITTER, PLATFORM);

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
    if (!exists(connection, COMMITTER) || !exists(connection, APP) || !committerIsApp(connection)) {
      statements.add("grant " + APP + " to " + COMMITTER);
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
    return isMember(connection, login, role, hasSetRight ? "SET" : "MEMBER");
  }

  /** Whether the committer's role has the rights of the app's, without taking it on. */
  static boolean committerIsApp(Connection connection) throws SQLException {
    return isMember(connection, COMMITTER, APP, "USAGE");
  }

  private static boolean isMember(Connection connection, String member, String role, String how)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_has_role(?::name, ?::name, ?)")) {
      statement.setString(1, member);
      statement.setString(2, role);
      statement.setString(3, how);
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
