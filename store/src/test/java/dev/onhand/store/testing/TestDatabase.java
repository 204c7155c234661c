package dev.onhand.store.testing;

import dev.onhand.store.database.Database;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own for a test class, with the schema, as the roles of production: a fraction
 * of a second after the first in a JVM. Close it, or let JUnit:
 *
 * <pre>{@code
 * @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable, AfterAllCallback {

  private final TestCluster cluster;
  private final String name;
  private final String parameters;

  /** Opened when it is first asked for: a server opens it by its settings itself. */
  private @Nullable Database database;

  private TestDatabase(TestCluster cluster, String parameters) {
    this.cluster = cluster;
    this.name = cluster.copyTemplate();
    this.parameters = parameters;
  }

  /** On a server that does not wait for its disk. */
  public static TestDatabase create() {
    return new TestDatabase(TestCluster.fast(), "");
  }

  /**
   * As {@link #create}, for who asks the same some hundred thousand times: each is planned once in
   * a connection, and for all values.
   */
  public static TestDatabase createPlannedOnce() {
    return new TestDatabase(
        TestCluster.fast(), "?prepareThreshold=1&options=-c%20plan_cache_mode=force_generic_plan");
  }

  /** On a server with {@code fsync}, {@code synchronous_commit} and all settings of a real one. */
  public static TestDatabase createDurable() {
    return new TestDatabase(TestCluster.durable(), "");
  }

  /** What a test does with the settings of a database that has nothing in it. */
  @FunctionalInterface
  public interface Filling {

    /**
     * @param superuser may do anything in it
     */
    void fill(DatabaseSettings settings, Connection superuser) throws SQLException;
  }

  /** Lends a database without anything in it, for tests of how it gets its schema. */
  public static void empty(Filling filling) throws SQLException {
    TestCluster cluster = TestCluster.fast();
    String name = cluster.createEmpty();
    try (Connection superuser = cluster.superuser(name)) {
      filling.fill(cluster.server().settings().withUrl(cluster.server().url(name)), superuser);
    } finally {
      cluster.drop(name);
    }
  }

  /** The open database, with its pools. */
  public synchronized Database database() {
    Database open = database;
    if (open == null) {
      open = Database.open(settings());
      database = open;
    }
    return open;
  }

  /** The settings by which it was opened; another {@link Database} can be opened by them. */
  public DatabaseSettings settings() {
    return cluster.server().settings().withUrl(cluster.server().url(name) + parameters);
  }

  /** The server, which other tests use too. */
  public EmbeddedDatabase server() {
    return cluster.server();
  }

  /** A connection that may do anything, for damage that a test does on purpose. */
  public Connection superuser() throws SQLException {
    return cluster.superuser(name);
  }

  @Override
  public synchronized void close() {
    if (database != null) {
      database.close();
    }
    cluster.drop(name);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
