package dev.onhand.store.testing;

import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.database.DatabaseSetupException;
import dev.onhand.store.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One PostgreSQL for all tests of a JVM, kept on disk for the next JVM, with a migrated database to
 * copy.
 */
final class TestCluster {

  private static final String TEMPLATE = "onhand_template";

  /** As many JVMs as may run tests side by side on one machine. */
  private static final int CLUSTERS_MAX = 16;

  private final EmbeddedDatabase server;
  private final AtomicInteger databases = new AtomicInteger();

  private TestCluster(EmbeddedDatabase server) {
    this.server = server;
  }

  /** Nothing survives a crash of the machine here, and tests are fast. */
  static TestCluster fast() {
    return Fast.CLUSTER;
  }

  /** With the settings of a real one. */
  static TestCluster durable() {
    return Durable.CLUSTER;
  }

  EmbeddedDatabase server() {
    return server;
  }

  /** A new database with the schema, owned by the migration user; gives its name. */
  String copyTemplate() {
    String name = "test_" + databases.incrementAndGet();
    create(name, TEMPLATE);
    return name;
  }

  /** A new database without anything in it. */
  String createEmpty() {
    String name = "test_" + databases.incrementAndGet();
    create(name, "template1");
    return name;
  }

  void drop(String database) {
    execute("drop database if exists " + database + " with (force)");
  }

  Connection superuser(String database) throws SQLException {
    DatabaseSettings.Login login = server.superuser();
    return DriverManager.getConnection(
        server.url(database), login.user(), login.password().reveal());
  }

  private void create(String name, String template) {
    execute(
        "create database %s owner onhand_migration template %s strategy file_copy"
            .formatted(name, template),
        "revoke all on database %s from public".formatted(name),
        "grant connect on database %s to onhand_login".formatted(name));
  }

  private void execute(String... statements) {
    try (Connection connection = superuser("postgres");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  private static TestCluster start(String kind, String localSettings) {
    Path base =
        Path.of(
            System.getProperty("java.io.tmpdir"), "onhand-test-" + System.getProperty("user.name"));
    DataDirectory data = openFree(base, kind);
    try {
      Path rules = data.resolve("pg_hba.test.conf");
      Files.writeString(rules, "host all all 127.0.0.1/32 password\n");
      Files.writeString(
          data.resolve("postgresql.local.conf"),
          localSettings.replace("RULES", rules.toString().replace("'", "''")));
      TestCluster cluster = new TestCluster(startServer(data, base.resolve("programs")));
      cluster.dropLeftOver();
      cluster.create(TEMPLATE, "template1");
      DatabaseSettings settings = cluster.server.settings();
      Database.open(settings.withUrl(cluster.server.url(TEMPLATE))).close();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataDirectory openFree(Path base, String kind) {
    List<DatabaseSetupException> refusals = new ArrayList<>();
    for (int number = 1; number <= CLUSTERS_MAX; number++) {
      try {
        return DataDirectory.open(base.resolve(kind + "-" + number));
      } catch (DatabaseSetupException e) {
        refusals.add(e);
      }
    }
    throw refusals.getFirst();
  }

  /** One that cannot be started (without fsync a crash of the machine destroys it) is made anew. */
  private static EmbeddedDatabase startServer(DataDirectory data, Path programs)
      throws IOException {
    try {
      try {
        return EmbeddedDatabase.start(data, programs).stopAtExit();
      } catch (DatabaseSetupException e) {
        delete(data.resolve("postgres"));
        return EmbeddedDatabase.start(data, programs).stopAtExit();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void dropLeftOver() {
    List<String> left = new ArrayList<>();
    String query = "select datname from pg_database where datname ~ '^(test_|onhand_template)'";
    try (Connection connection = superuser("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        left.add(row.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    left.forEach(this::drop);
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static final class Fast {
    static final TestCluster CLUSTER =
        start(
            "fast",
            """
            fsync = off
            full_page_writes = off
            synchronous_commit = off
            # It wakes every few seconds, and what it counts makes all plans anew: tests that look
            # at plans count their tables themselves.
            autovacuum = off
            # A test class opens a score of connections: most of what one took was proving that it
            # knows the password.
            hba_file = 'RULES'
            scram_iterations = 1
            """);
  }

  private static final class Durable {
    static final TestCluster CLUSTER = start("durable", "");
  }
}
