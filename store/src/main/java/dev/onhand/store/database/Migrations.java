package dev.onhand.store.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/** The schema's versions, run by one node at a time as the user who owns the tables. */
final class Migrations {

  static final String LOCATION = "db/migration";

  /** Another node may be at it: wait ten minutes, asking once a second. */
  private static final int LOCK_RETRIES = 600;

  /**
   * A change to a table waits for those who use it, and all later ones wait behind it: not long.
   */
  private static final String LOCK_TIMEOUT = "10s";

  private final DatabaseSettings settings;
  private final Flyway flyway;

  /**
   * @param location the directory of the scripts on the class path
   */
  Migrations(DatabaseSettings settings, String location) {
    this(settings, location, Connections.unlimited(settings.timeouts(), "onhand-migration"));
  }

  /** To be asked, not run: also on a server that cannot be written to. */
  static Migrations forDiagnosis(DatabaseSettings settings, String location) {
    return new Migrations(settings, location, Connections.forDiagnosis(settings.timeouts()));
  }

  private Migrations(DatabaseSettings settings, String location, Properties properties) {
    this.settings = settings;
    Map<String, String> forFlyway = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> forFlyway.put(n, properties.getProperty(n)));
    DatabaseSettings.Login login = settings.migrationLogin();
    FluentConfiguration configuration =
        Flyway.configure(Migrations.class.getClassLoader())
            .jdbcProperties(forFlyway)
            .dataSource(settings.url(), login.user(), login.password().reveal())
            .initSql("set lock_timeout = '" + LOCK_TIMEOUT + "'")
            .locations("classpath:" + location)
            .loggers("slf4j")
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .lockRetryCount(LOCK_RETRIES)
            .cleanDisabled(true);
    // Held by the session: within a transaction the lock would make "create index concurrently"
    // wait
    // for the very transaction that waits for it.
    configuration
        .getPluginRegister()
        .getExact(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    this.flyway = configuration.load();
  }

  /** Refuses a user who may not make tables at once; Flyway itself would try for ten seconds. */
  void requireRight(Connection migration) throws SQLException {
    String query = "select has_schema_privilege(current_user, 'public', 'create')";
    try (Statement statement = migration.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (row.next() && !row.getBoolean(1)) {
        throw notAllowed("no right to make tables in schema public", null);
      }
    }
  }

  /** Brings the schema to this program's version. */
  void run() {
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      if (SqlErrors.kind(e) == SqlErrors.Kind.PERMISSION) {
        throw notAllowed(SqlErrors.find(e).map(Throwable::getMessage).orElse("not permitted"), e);
      }
      throw new DatabaseSetupException(
          "The database cannot be brought to this version of Onhand: " + e.getMessage(), e);
    }
  }

  /**
   * The scripts of this program and of the database; asks the database and changes nothing.
   *
   * @throws FlywayException if the database does not tell
   */
  Scripts scripts() {
    MigrationInfoService info = flyway.info();
    return new Scripts(names(info.all()), names(info.pending()));
  }

  /**
   * Names of scripts, in the order of their versions.
   *
   * @param pending those that have not run yet
   */
  record Scripts(List<String> all, List<String> pending) {}

  private static List<String> names(MigrationInfo[] migrations) {
    return Stream.of(migrations).map(MigrationInfo::getScript).toList();
  }

  private DatabaseSetupException notAllowed(String why, @Nullable FlywayException cause) {
    String user = settings.migrationLogin().user();
    return new DatabaseSetupException(
        """
        The user %1$s may not change the tables of this database (%2$s). Either name another by \
        ONHAND_DATABASE_MIGRATION_USER and ONHAND_DATABASE_MIGRATION_PASSWORD, or someone with the right must run:
          grant usage, create on schema public to "%1$s";
        If Onhand's tables are there already, they must belong to that user."""
            .formatted(user, why),
        cause);
  }
}
