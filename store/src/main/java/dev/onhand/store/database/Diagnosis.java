package dev.onhand.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;

/**
 * Looks at a database as a doctor would: changes nothing, and says of all that is wrong what it is.
 */
final class Diagnosis {

  private final Connection connection;
  private final DatabaseSettings settings;
  private final List<String> problems = new ArrayList<>();

  private Diagnosis(Connection connection, DatabaseSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  static List<String> problems(DatabaseSettings settings, String migrations) {
    try (Connection connection =
        Connections.openForDiagnosis(settings.url(), settings.login(), settings.timeouts())) {
      Diagnosis diagnosis = new Diagnosis(connection, settings);
      diagnosis.look(migrations);
      return List.copyOf(diagnosis.problems);
    } catch (SQLException e) {
      return List.of(
          String.valueOf(ServerCheck.unreachable(settings, settings.login(), e).getMessage()));
    }
  }

  private void look(String location) throws SQLException {
    problems.addAll(ServerCheck.unusable(connection));
    problems.addAll(ServerCheck.unsafe(connection));
    boolean rolesExist = lookAtRoles();
    lookAtLogin();
    List<String> scripts = lookAtMigrations(location);
    lookAtFences();
    if (rolesExist) {
      lookAtGrants(ExpectedGrants.of(location, scripts));
      lookAtOwnership();
    }
  }

  private boolean lookAtRoles() throws SQLException {
    boolean allExist = true;
    for (String role : Roles.ALL) {
      if (!Roles.exists(connection, role)) {
        problems.add("The role %1$s is missing. Run: create role %1$s nologin;".formatted(role));
        allExist = false;
        continue;
      }
      if (!Roles.canTakeOn(connection, settings.login().user(), role)) {
        problems.add(
            "The user %2$s is not a member of the role %1$s. Run: grant %1$s to \"%2$s\";"
                .formatted(role, settings.login().user()));
      }
      lookAtPower(role, "The role " + role);
    }
    if (allExist && !Roles.committerIsApp(connection)) {
      problems.add(
          "The role %1$s has not the rights of %2$s. Run: grant %2$s to %1$s;"
              .formatted(Roles.COMMITTER, Roles.APP));
    }
    return allExist;
  }

  private void lookAtLogin() throws SQLException {
    String user = settings.login().user();
    lookAtPower(user, "The user " + user);
  }

  private void lookAtPower(String role, String subject) throws SQLException {
    String alter = "Run: alter role \"" + role + "\" ";
    String query = "select rolsuper, rolbypassrls from pg_roles where rolname = ?";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, role);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return;
        }
        if (row.getBoolean(1)) {
          problems.add(
              subject
                  + " is a superuser, whom no fence between sellers holds. "
                  + alter
                  + "nosuperuser;");
        } else if (row.getBoolean(2)) {
          problems.add(
              subject
                  + " bypasses row level security, so sellers are not fenced off. "
                  + alter
                  + "nobypassrls;");
        }
      }
    }
  }

  /** Gives the scripts that have run or will. */
  private List<String> lookAtMigrations(String location) {
    try {
      Migrations.Scripts scripts = Migrations.forDiagnosis(settings, location).scripts();
      if (!scripts.pending().isEmpty()) {
        problems.add(
            "%d migrations have not run, the first is %s. Start Onhand once, or check the migration user."
                .formatted(scripts.pending().size(), scripts.pending().getFirst()));
      }
      return scripts.all();
    } catch (FlywayException e) {
      problems.add(
          "The state of the migrations cannot be read as user %s: %s"
              .formatted(
                  settings.migrationLogin().user(),
                  SqlErrors.find(e).map(Throwable::getMessage).orElse(e.getMessage())));
      return List.of();
    }
  }

  /** A table with a seller's rows that onhand_app can read must have its fence up. */
  private void lookAtFences() throws SQLException {
    String query =
        """
        select c.relname, c.relrowsecurity, c.relforcerowsecurity,
          exists (
            select 1 from pg_policy p
            where p.polrelid = c.oid and p.polroles && array[0, to_regrole('onhand_app')::oid])
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'seller_id' and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p')
        and exists (
          select 1
          from aclexplode(c.relacl) g
          where g.grantee = to_regrole('onhand_app') or g.grantee = 0)
        order by c.relname
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        String table = row.getString(1);
        if (!row.getBoolean(2) || !row.getBoolean(3)) {
          problems.add(
              "Row level security is not forced on %1$s. Run: alter table %1$s enable row level security, force row level security;"
                  .formatted(table));
        }
        if (!row.getBoolean(4)) {
          problems.add(
              "The table %s has no policy that fences sellers off. Restore the schema."
                  .formatted(table));
        }
      }
    }
  }

  private void lookAtGrants(Set<ExpectedGrants.Grant> expected) throws SQLException {
    for (ExpectedGrants.Grant grant : expected) {
      if (isMissing(grant)) {
        problems.add(
            "The role %s may not %s on %s. Run: %s"
                .formatted(grant.role(), grant.privilege(), grant.object(), grant.statement()));
      }
    }
    for (String privilege : List.of("update", "delete", "truncate")) {
      if (has(Roles.APP, "movement", privilege, false)) {
        problems.add(
            "The role onhand_app may %1$s movements, which nobody may. Run: revoke %1$s on movement from onhand_app;"
                .formatted(privilege));
      }
    }
  }

  private boolean isMissing(ExpectedGrants.Grant grant) throws SQLException {
    return exists(grant.object())
        && !has(grant.role(), grant.object(), grant.privilege(), grant.isSequence());
  }

  private boolean exists(String object) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select to_regclass('public.' || ?) is not null")) {
      statement.setString(1, object);
      return isTrue(statement);
    }
  }

  private boolean has(String role, String object, String privilege, boolean isSequence)
      throws SQLException {
    String query =
        isSequence
            ? "select has_sequence_privilege(?::name, to_regclass('public.' || ?), ?)"
            : "select has_table_privilege(?::name, to_regclass('public.' || ?), ?)";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, role);
      statement.setString(2, object);
      statement.setString(3, privilege);
      return isTrue(statement);
    }
  }

  private void lookAtOwnership() throws SQLException {
    String query =
        """
        select c.relname, pg_get_userbyid(c.relowner)
        from pg_class c
        where c.relnamespace = 'public'::regnamespace
        and c.relowner in (select oid from pg_roles where rolname in ('onhand_app', 'onhand_committer', 'onhand_platform'))
        order by c.relname
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        problems.add(
            "The role %1$s owns %2$s, and an owner can change what it is refused. Run: alter table %2$s owner to \"%3$s\";"
                .formatted(row.getString(2), row.getString(1), settings.migrationLogin().user()));
      }
    }
  }

  private static boolean isTrue(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }
}
