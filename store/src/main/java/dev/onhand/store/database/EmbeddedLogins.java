package dev.onhand.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.PGConnection;

/**
 * The logins and the database of the embedded server. None is a superuser: the rows of a seller are
 * fenced from whoever is not one, and what runs here is what runs on a server with stricter
 * keepers.
 */
final class EmbeddedLogins {

  private EmbeddedLogins() {}

  static void prepare(
      Connection superuser, DatabaseSettings.Login login, DatabaseSettings.Login migration)
      throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      if (!exists(superuser, "select 1 from pg_roles where rolname = ?", migration.user())) {
        // It may make the roles that it grants rights to, and nothing else of a superuser.
        statement.execute("create role onhand_migration login createrole");
      }
      if (!exists(superuser, "select 1 from pg_roles where rolname = ?", login.user())) {
        // Without inheritance: it has the rights of a role only while it is set, so that a "reset
        // role" slipped into a statement leaves it with none.
        statement.execute("create role onhand_login login noinherit");
      }
      if (!exists(
          superuser, "select 1 from pg_database where datname = ?", EmbeddedDatabase.DATABASE)) {
        statement.execute("create database onhand owner onhand_migration");
        statement.execute("revoke all on database onhand from public");
        statement.execute("grant connect on database onhand to onhand_login");
      }
    }
    setPassword(superuser, login);
    setPassword(superuser, migration);
  }

  /** The driver hashes it, so that the server's log never sees it. */
  private static void setPassword(Connection superuser, DatabaseSettings.Login login)
      throws SQLException {
    char[] password = login.password().reveal().toCharArray();
    superuser.unwrap(PGConnection.class).alterUserPassword(login.user(), password, "scram-sha-256");
    Arrays.fill(password, '\0');
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
