package dev.onhand.store.testing;

import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.database.DatabaseSetupException;
import dev.onhand.store.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * One PostgreSQL for all tests of a JVM, with a migrated database to copy; both are kept on disk
 * for the next JVM.
 */
final class TestCluster {

  private static final String TEMPLATE = "onhand_template";

  /** As many JVMs as may run tests side by side on one machine. */
  private static final int CLUSTERS_MAX = 16;

  private final EmbeddedDatabase server;
  private final String template;
  private final AtomicInteger databases = new AtomicInteger();

  private TestCluster(EmbeddedDatabase server, String template) {
    this.server = server;
    this.template = template;
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
    create(name, template);
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
      TestCluster cluster =
          new TestCluster(startServer(data, base.resolve("programs")), templateName());
      cluster.dropLeftOver();
      cluster.makeTemplate();
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
    for (String name : names()) {
      if (name.startsWith("test_") || name.startsWith(TEMPLATE) && !name.equals(template)) {
        drop(name);
      }
    }
  }

  private void makeTemplate() {
    if (!names().contains(template)) {
      // It gets its name last: where this ends before, nobody takes what is half made for it.
      create(TEMPLATE, "template1");
      Database.open(server.settings().withUrl(server.url(TEMPLATE))).close();
      execute("alter database " + TEMPLATE + " rename to " + template);
    }
  }

  /** Named by the scripts that made it, so that those of another branch make another. */
  private static String templateName() throws IOException {
    CRC32 sum = new CRC32();
    Resource[] scripts =
        new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/*");
    Arrays.sort(scripts, Comparator.comparing(script -> String.valueOf(script.getFilename())));
    for (Resource script : scripts) {
      sum.update(String.valueOf(script.getFilename()).getBytes(StandardCharsets.UTF_8));
      sum.update(script.getContentAsByteArray());
    }
    return TEMPLATE + "_" + Long.toHexString(sum.getValue());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    String query = "select datname from pg_database";
    try (Connection connection = superuser("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return names;
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
