package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of a test's own, on a directory of its choice, which may be treated badly. */
public final class TestServer implements AutoCloseable {

  private final Path directory;
  private final DataDirectory data;
  private final EmbeddedDatabase server;

  private TestServer(Path directory, DataDirectory data, EmbeddedDatabase server) {
    this.directory = directory;
    this.data = data;
    this.server = server;
  }

  /** Starts it, with the settings of a real one and with the schema. */
  public static TestServer start(Path directory) throws InterruptedException {
    DataDirectory data = DataDirectory.open(directory);
    EmbeddedDatabase server = EmbeddedDatabase.start(data, EmbeddedFixture.programs());
    Database.open(server.settings()).close();
    return new TestServer(data.path(), data, server);
  }

  /** Where the programs of PostgreSQL are unpacked for all tests of this user. */
  public static Path programs() {
    return EmbeddedFixture.programs();
  }

  public DatabaseSettings settings() {
    return server.settings();
  }

  public int port() {
    return server.port();
  }

  /** A connection that may do anything. */
  public Connection superuser() throws SQLException {
    return superuser(EmbeddedDatabase.DATABASE);
  }

  /** The same to another of its databases. */
  public Connection superuser(String database) throws SQLException {
    DatabaseSettings.Login login = server.superuser();
    return DriverManager.getConnection(
        server.url(database), login.user(), login.password().reveal());
  }

  /** Stops it without a good-bye to anyone, and starts it, which recovers. */
  public void restartAtOnce() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            PostgresPrograms.unpack(programs())
                .command(
                    "pg_ctl",
                    "restart",
                    "--mode=immediate",
                    "--wait",
                    "--pgdata=" + directory.resolve("postgres"),
                    "--log=" + directory.resolve("log/restart.log")));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor()).as("pg_ctl restart").isZero();
  }

  /** Kills one of its processes, as {@code kill -9} does; it then ends all others and recovers. */
  public void killBackend(long pid) {
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly)).contains(true);
  }

  /** Kills the server of a directory that outlived its Onhand, as a machine does that goes down. */
  public static void killPostmaster(Path directory) {
    new PostmasterFile(directory.resolve("postgres"))
        .postmaster()
        .ifPresent(
            postmaster -> {
              postmaster.destroyForcibly();
              postmaster.onExit().join();
            });
  }

  @Override
  public void close() {
    server.close();
    data.close();
  }
}
