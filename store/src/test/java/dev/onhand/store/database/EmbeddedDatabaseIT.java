package dev.onhand.store.database;

import static dev.onhand.store.database.EmbeddedFixture.ask;
import static dev.onhand.store.database.EmbeddedFixture.execute;
import static dev.onhand.store.database.EmbeddedFixture.programs;
import static dev.onhand.store.database.EmbeddedFixture.superuser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Running {

    private DataDirectory data;
    private EmbeddedDatabase server;

    @BeforeAll
    void start(@TempDir Path directory) throws InterruptedException {
      data = DataDirectory.open(directory.resolve("data"));
      server = EmbeddedDatabase.start(data, programs());
    }

    @AfterAll
    void stop() {
      server.close();
      data.close();
    }

    @Test
    void waitsForItsDisk() throws SQLException {
      try (Connection connection = superuser(server, "onhand")) {
        for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
          assertThat(ask(connection, "show " + setting)).as(setting).isEqualTo("on");
        }
        assertThat(ask(connection, "show data_checksums")).isEqualTo("on");
      }
    }

    @Test
    void comparesTextByCodePointWhateverTheSystemSays() throws SQLException {
      try (Connection connection = superuser(server, "onhand")) {
        assertThat(ask(connection, "show server_encoding")).isEqualTo("UTF8");
        assertThat(ask(connection, "show timezone")).isNotNull();
        assertThat(ask(connection, "select 'Z' < 'a' and 'z' < 'ä'")).isEqualTo("t");
        assertThat(ask(connection, "select lower('ÄÉ')")).isEqualTo("äé");
        assertThat(
                ask(connection, "select datlocprovider from pg_database where datname = 'onhand'"))
            .isEqualTo("b");
      }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
      for (String user : List.of("postgres", "onhand_login", "onhand_migration")) {
        for (String password : List.of("", "postgres", user)) {
          assertThatThrownBy(() -> enter(user, password))
              .isInstanceOf(SQLException.class)
              .hasMessageContaining("assword");
        }
      }
    }

    @Test
    void keepsItsPasswordToTheOwner() throws IOException {
      Path file = data.resolve("postgres.password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
          .isEqualTo("rwx------");
    }

    @Test
    void listensToThisMachineOnly() throws IOException {
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        assertThat(socket.isConnected()).isTrue();
      }
      for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
        for (InetAddress address :
            card.inetAddresses().filter(a -> !a.isLoopbackAddress()).toList()) {
          assertThatThrownBy(() -> new Socket(address, server.port()).close())
              .isInstanceOf(IOException.class);
        }
      }
    }

    @Test
    void worksThroughLoginsThatAreNoSuperusers() throws SQLException {
      try (Connection connection = superuser(server, "onhand")) {
        String query =
            "select count(*) from pg_roles where rolname like 'onhand%' and (rolsuper or rolbypassrls)";
        assertThat(ask(connection, query)).isEqualTo("0");
      }
    }

    @Test
    void writesItsLogToAFile() throws IOException {
      try (var files = Files.list(data.resolve("log"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .anyMatch(name -> name.matches("postgresql-(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\.log"));
      }
    }

    @Test
    void turnsASecondOpenerAway() {
      assertThatThrownBy(() -> DataDirectory.open(data.path()))
          .isInstanceOf(DatabaseSetupException.class)
          .hasMessage(
              "Another Onhand (process %d) is using %s. Stop it first, or give another --data directory.",
              ProcessHandle.current().pid(), data.path());
    }

    private void enter(String user, String password) throws SQLException {
      DatabaseSettings.Login login = new DatabaseSettings.Login(user, Secret.of(password));
      Connections.open(server.url("onhand"), login, DatabaseSettings.Timeouts.DEFAULT).close();
    }
  }

  @Test
  void keepsItsDataAndItsPort(@TempDir Path directory) throws InterruptedException, SQLException {
    int port;
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedDatabase server = EmbeddedDatabase.start(data, programs());
        Connection connection = superuser(server, "onhand")) {
      port = server.port();
      execute(connection, "create table kept as select 42 as answer");
    }
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedDatabase server = EmbeddedDatabase.start(data, programs());
        Connection connection = superuser(server, "onhand")) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(ask(connection, "select answer from kept")).isEqualTo("42");
      server.close();
      server.close();
    }
  }

  @Test
  void takesAnotherPortWhereItsOwnIsTaken(@TempDir Path directory)
      throws InterruptedException, IOException {
    int port = startAndStop(directory);
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(startAndStop(directory)).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void doesNotMistakeAnotherProgramForItsServer(@TempDir Path directory)
      throws InterruptedException, IOException {
    startAndStop(directory);
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(
          directory.resolve("postgres/postmaster.pid"),
          "%d\n%s\n1700000000\n5432\n\n127.0.0.1\n  1234567         0\nready   \n"
              .formatted(other.pid(), directory.resolve("postgres")));
      startAndStop(directory);
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroy();
    }
  }

  @Test
  void makesANewServerWhereTheLastMakingWasCutShort(@TempDir Path directory)
      throws InterruptedException, IOException {
    Files.createDirectories(directory.resolve("postgres.new/base"));
    Files.writeString(directory.resolve("postgres.new/PG_VERSION"), "18\n");
    assertThat(startAndStop(directory)).isPositive();
    assertThat(directory.resolve("postgres.new")).doesNotExist();
  }

  @Test
  void saysWhatToDoWithTheDataOfAnotherVersion(@TempDir Path directory)
      throws InterruptedException, IOException {
    startAndStop(directory);
    Files.writeString(directory.resolve("postgres/PG_VERSION"), "99\n");
    assertThatThrownBy(() -> startAndStop(directory))
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessageContainingAll("made by PostgreSQL 99", "brings PostgreSQL 18", "Use the Onhand");
  }

  @Test
  void saysWhatToDoWithoutThePassword(@TempDir Path directory)
      throws InterruptedException, IOException {
    startAndStop(directory);
    Files.delete(directory.resolve("postgres.password"));
    assertThatThrownBy(() -> startAndStop(directory))
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessageContainingAll("postgres.password", "is missing", "Restore it");
  }

  @Test
  void showsWhatPostgresSaidWhenItDoesNotStart(@TempDir Path directory)
      throws InterruptedException, IOException {
    startAndStop(directory);
    Files.writeString(directory.resolve("postgresql.local.conf"), "no_such_setting = on\n");
    assertThatThrownBy(() -> startAndStop(directory))
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessageContaining("no_such_setting");
  }

  private static int startAndStop(Path directory) throws InterruptedException {
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedDatabase server = EmbeddedDatabase.start(data, programs())) {
      return server.port();
    }
  }
}
