package dev.onhand.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;

/** How the pools of connections are set up. */
final class Pools {

  /** Servers and firewalls drop what is old; a connection is replaced before that. */
  private static final Duration LIFETIME_MAX = Duration.ofMinutes(15);

  /** An idle connection is asked now and then, so that a dead one is found before it is needed. */
  private static final Duration KEEPALIVE = Duration.ofMinutes(2);

  /** Jobs may wait longer than people do. */
  private static final Duration JOB_ACQUIRE_MAX = Duration.ofSeconds(30);

  /** A transaction that waits for us this long is forgotten; the server ends it and its locks. */
  private static final Duration IDLE_IN_TRANSACTION_MAX = Duration.ofMinutes(1);

  /** The server gives a statement up this much before we give up the connection. */
  private static final Duration STATEMENT_HEAD_START = Duration.ofSeconds(1);

  private Pools() {}

  static HikariDataSource app(DatabaseSettings settings) {
    return open(settings, "app", Roles.APP, settings.pools().app(), settings.timeouts().acquire());
  }

  static HikariDataSource jobs(DatabaseSettings settings) {
    return open(settings, "jobs", Roles.APP, settings.pools().jobs(), JOB_ACQUIRE_MAX);
  }

  static HikariDataSource platform(DatabaseSettings settings) {
    return open(
        settings,
        "platform",
        Roles.PLATFORM,
        settings.pools().platform(),
        settings.timeouts().acquire());
  }

  private static HikariDataSource open(
      DatabaseSettings settings, String name, String role, int size, Duration acquire) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("onhand-" + name);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.login().user());
    config.setPassword(settings.login().password().reveal());
    config.setDataSourceProperties(Connections.properties(settings.timeouts(), "onhand-" + name));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(size, 2));
    config.setConnectionTimeout(acquire.toMillis());
    config.setValidationTimeout(Math.max(250, acquire.dividedBy(2).toMillis()));
    config.setMaxLifetime(LIFETIME_MAX.toMillis());
    config.setKeepaliveTime(KEEPALIVE.toMillis());
    config.setConnectionInitSql(initialSql(settings.timeouts(), role));
    config.setExceptionOverride(new RefusalWatch());
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new DatabaseSetupException(
          "No connection to the database as %s: %s"
              .formatted(role, SqlErrors.find(e).map(Throwable::getMessage).orElse(e.getMessage())),
          e);
    }
  }

  private static String initialSql(DatabaseSettings.Timeouts timeouts, String role) {
    long statement = timeouts.socket().minus(STATEMENT_HEAD_START).toMillis();
    // The driver would pass on the time zone of this machine.
    return "set role "
        + role
        + "; set time zone 'UTC'"
        + "; set lock_timeout = "
        + timeouts.lock().toMillis()
        + "; set statement_timeout = "
        + statement
        + "; set idle_in_transaction_session_timeout = "
        + IDLE_IN_TRANSACTION_MAX.toMillis();
  }
}
