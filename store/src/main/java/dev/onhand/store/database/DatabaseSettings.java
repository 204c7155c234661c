package dev.onhand.store.database;

import dev.onhand.model.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.Driver;

/**
 * Where the database is and how it is used. Valid by construction.
 *
 * @param url of the driver's form, {@code jdbc:postgresql://host:port/database}, with the driver's
 *     own parameters behind a {@code ?} if need be; those win over what Onhand sets
 * @param login who Onhand works as; it becomes one of Onhand's roles on each connection
 * @param migrationLogin who owns the tables and changes them when a new version starts
 * @param pools how many connections each kind of work has
 * @param timeouts how long anything may take
 */
public record DatabaseSettings(
    String url, Login login, Login migrationLogin, Pools pools, Timeouts timeouts) {

  /** Sizes above this hurt PostgreSQL more than they help. */
  private static final int POOL_SIZE_MAX = 200;

  /**
   * @throws DatabaseSetupException naming all that is wrong, not only the first
   */
  public DatabaseSettings {
    List<String> problems = new ArrayList<>();
    checkUrl(url, problems);
    if (login.user().isBlank()) {
      problems.add("ONHAND_DATABASE_USER is missing: the user that Onhand connects as.");
    }
    if (migrationLogin.user().isBlank()) {
      problems.add(
          "ONHAND_DATABASE_MIGRATION_USER is empty: leave it out, or name the user who owns the tables.");
    }
    pools.check(problems);
    timeouts.check(problems);
    if (!problems.isEmpty()) {
      throw new DatabaseSetupException(
          "The database settings cannot be used:\n- " + String.join("\n- ", problems));
    }
  }

  /** Settings with one login for all, and sizes and times as they are by default. */
  public static DatabaseSettings of(String url, Login login) {
    return new DatabaseSettings(url, login, login, Pools.DEFAULT, Timeouts.DEFAULT);
  }

  /** The same, with another user for migrations. */
  public DatabaseSettings withMigrationLogin(Login other) {
    return new DatabaseSettings(url, login, other, pools, timeouts);
  }

  /** The same, at another place. */
  public DatabaseSettings withUrl(String other) {
    return new DatabaseSettings(other, login, migrationLogin, pools, timeouts);
  }

  /** The same, with other sizes. */
  public DatabaseSettings withPools(Pools other) {
    return new DatabaseSettings(url, login, migrationLogin, other, timeouts);
  }

  /** The same, with other times. */
  public DatabaseSettings withTimeouts(Timeouts other) {
    return new DatabaseSettings(url, login, migrationLogin, pools, other);
  }

  /**
   * A user of the database.
   *
   * @param password empty where the server wants none
   */
  public record Login(String user, Secret password) {}

  /**
   * How many connections each kind of work has at most; their sum must stay below the server's
   * {@code max_connections}. Each has its own, so that jobs cannot starve requests.
   *
   * @param app for requests, as the role {@code onhand_app}
   * @param jobs for jobs, as the same role
   * @param platform for what is of no one seller, as {@code onhand_platform}
   */
  public record Pools(int app, int jobs, int platform) {

    /** Right for a small machine: a database does not get faster by more than a few per core. */
    public static final Pools DEFAULT = new Pools(16, 6, 6);

    private void check(List<String> problems) {
      check("app", app, problems);
      check("jobs", jobs, problems);
      check("platform", platform, problems);
    }

    private static void check(String name, int size, List<String> problems) {
      if (size < 1 || size > POOL_SIZE_MAX) {
        problems.add(
            "The size of the pool \"%s\" must be from 1 to %d, not %d."
                .formatted(name, POOL_SIZE_MAX, size));
      }
    }
  }

  /**
   * How long anything may take.
   *
   * @param acquire a request waits for a free connection; short, so that too much work is refused
   *     and does not pile up
   * @param connect the way to the server, in whole seconds
   * @param socket the server's answer to one statement, in whole seconds: what frees a thread whose
   *     server is gone without a word
   * @param lock one statement waits for a row or a table
   * @param read one statement of a request that only reads, within which a person waits
   */
  public record Timeouts(
      Duration acquire, Duration connect, Duration socket, Duration lock, Duration read) {

    /** Requests fail within seconds, and nothing hangs for a minute. */
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(45),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    private static final Duration ACQUIRE_MIN = Duration.ofMillis(250);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** The same, with another time for what is read. */
    public Timeouts withRead(Duration other) {
      return new Timeouts(acquire, connect, socket, lock, other);
    }

    private void check(List<String> problems) {
      check("for a free connection", acquire, ACQUIRE_MIN, problems);
      check("to connect", connect, SECOND, problems);
      check("for an answer", socket, SECOND.multipliedBy(2), problems);
      check("for a lock", lock, Duration.ofMillis(1), problems);
      check("for what is read", read, Duration.ofMillis(1), problems);
      if (lock.compareTo(socket.minus(SECOND)) >= 0) {
        problems.add(
            "The time to wait for a lock (%s) must be more than a second shorter than that for an answer (%s)."
                .formatted(lock, socket));
      }
    }

    private static void check(String what, Duration time, Duration min, List<String> problems) {
      if (time.compareTo(min) < 0 || time.compareTo(Duration.ofDays(1)) > 0) {
        problems.add(
            "The time to wait %s must be from %d ms to a day, not %d ms."
                .formatted(what, min.toMillis(), time.toMillis()));
      }
    }
  }

  private static void checkUrl(String url, List<String> problems) {
    // The driver is not to see a password there: it logs what it takes for a port.
    if (url.matches("jdbc:postgresql:.*password=.*|jdbc:postgresql://[^?]*@.*")) {
      problems.add(
          "ONHAND_DATABASE_URL must not hold a password, for it is shown in places; put it into ONHAND_DATABASE_PASSWORD.");
    } else if (!url.startsWith("jdbc:postgresql:") || Driver.parseURL(url, null) == null) {
      problems.add(
          "ONHAND_DATABASE_URL must look like jdbc:postgresql://host:5432/database, not \"%s\"."
              .formatted(withoutCredentials(url)));
    }
  }

  /**
   * The form {@code postgres://user:password@host} is common elsewhere; its password is not ours to
   * print.
   */
  private static String withoutCredentials(String url) {
    return url.replaceAll("//.*@", "//***@").replaceAll("password=[^&]*", "password=***");
  }
}
