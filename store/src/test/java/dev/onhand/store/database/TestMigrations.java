package dev.onhand.store.database;

import org.flywaydb.core.Flyway;

/** Brings a database to the schema of some time, for tests of what becomes of old rows. */
final class TestMigrations {

  private TestMigrations() {}

  /**
   * @param target the last migration that is made, or {@code latest}
   */
  static void migrate(DatabaseSettings settings, String target) {
    DatabaseSettings.Login login = settings.migrationLogin();
    Flyway.configure()
        .dataSource(settings.url(), login.user(), login.password().reveal())
        .locations("classpath:" + Migrations.LOCATION)
        .loggers("slf4j")
        .target(target)
        .load()
        .migrate();
  }
}
