package dev.onhand.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database, ready for use: of this program's version, and with a pool of connections for each
 * kind of work. Thread-safe.
 */
public final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final DatabaseSettings settings;
  private final String migrations;
  private final HikariDataSource app;
  private final HikariDataSource jobs;
  private final HikariDataSource platform;

  private Database(
      DatabaseSettings settings, String migrations, List<HikariDataSource> appJobsPlatform) {
    this.settings = settings;
    this.migrations = migrations;
    this.app = appJobsPlatform.get(0);
    this.jobs = appJobsPlatform.get(1);
    this.platform = appJobsPlatform.get(2);
  }

  /**
   * Makes the roles and brings the schema to this program's version, as the migration user and one
   * node at a time, then opens the pools.
   *
   * @throws DatabaseSetupException if the database cannot be used as it is
   */
  public static Database open(DatabaseSettings settings) {
    return open(settings, Migrations.LOCATION);
  }

  /**
   * As {@link #open(DatabaseSettings)}, with the scripts of another directory of the class path.
   */
  static Database open(DatabaseSettings settings, String migrations) {
    Migrations scripts = new Migrations(settings, migrations);
    try (Connection connection =
        Connections.open(settings.url(), settings.migrationLogin(), settings.timeouts())) {
      ServerCheck.requireUsable(connection);
      Roles.ensure(connection, settings.login().user());
      scripts.requireRight(connection);
    } catch (SQLException e) {
      throw ServerCheck.unreachable(settings, settings.migrationLogin(), e);
    }
    scripts.run();
    return openPools(settings, migrations);
  }

  /**
   * For requests, as {@code onhand_app}: sees the rows of the seller whose id is in the setting
   * {@code onhand.seller} of the transaction. Without a free connection it fails soon.
   */
  public DataSource app() {
    return app;
  }

  /**
   * For jobs, as {@code onhand_app}; a pool of its own, so that jobs and requests starve not each
   * other.
   */
  public DataSource jobs() {
    return jobs;
  }

  /** For what is of no one seller, as {@code onhand_platform}. */
  public DataSource platform() {
    return platform;
  }

  /** How it was opened. */
  public DatabaseSettings settings() {
    return settings;
  }

  /**
   * What is not as it should be with the server, its roles, grants and fences, one sentence each.
   */
  public List<String> problems() {
    return Diagnosis.problems(settings, migrations);
  }

  /** The same for a database that may not even open; changes nothing there. */
  public static List<String> problems(DatabaseSettings settings) {
    return Diagnosis.problems(settings, Migrations.LOCATION);
  }

  /** Closes all connections. A second call does nothing. */
  @Override
  public void close() {
    // Side by side: where the database is away each waits for what it has just asked for.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Stream.of(app, jobs, platform).forEach(pool -> threads.execute(pool::close));
    }
  }

  private static Database openPools(DatabaseSettings settings, String migrations) {
    List<HikariDataSource> open = new ArrayList<>();
    try {
      open.add(Pools.app(settings));
      open.add(Pools.jobs(settings));
      open.add(Pools.platform(settings));
      Database database = new Database(settings, migrations, List.copyOf(open));
      open.clear();
      LOG.info("database {} is ready", settings.url());
      return database;
    } finally {
      open.forEach(HikariDataSource::close);
    }
  }
}
