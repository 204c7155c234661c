package dev.onhand.store.database;

import dev.onhand.model.Secret;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, whose data stays in the data directory from run to run and which
 * nobody without the password can use.
 *
 * <p>What was committed is on disk, whatever ends this process or the machine. A server that
 * outlived its Onhand ({@code kill -9}) is stopped cleanly by the next start. Runs as an ordinary
 * user, and as root where the system allows user namespaces. Thread-safe.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  /** The database in the server. */
  static final String DATABASE = "onhand";

  private static final String SUPERUSER = "postgres";
  private static final String LOGIN = "onhand_login";
  private static final String MIGRATION_LOGIN = "onhand_migration";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

  /** A free port can be taken between the look and the start; thrice in a row is something else. */
  private static final int PORT_TRIES = 3;

  private final PostgresServer server;
  private final int port;
  private final Secret superuserPassword;
  private final DatabaseSettings settings;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile @Nullable PostmasterWatch watch;

  private EmbeddedDatabase(
      PostgresServer server, int port, Secret superuserPassword, DatabaseSettings settings) {
    this.server = server;
    this.port = port;
    this.superuserPassword = superuserPassword;
    this.settings = settings;
  }

  /**
   * Starts the server on {@code <data>/postgres}, making it first where there is none.
   *
   * @throws DatabaseSetupException if it cannot run as things are
   */
  public static EmbeddedDatabase start(DataDirectory data) throws InterruptedException {
    PostgresPrograms programs = PostgresPrograms.unpack(data.resolve("postgres-programs"));
    EmbeddedDatabase database = start(data, programs);
    programs.removeOthers();
    return database;
  }

  /**
   * As {@link #start(DataDirectory)}, with PostgreSQL's programs unpacked below another directory,
   * which several data directories may share. Whoever can write there can run programs as this
   * user.
   */
  public static EmbeddedDatabase start(DataDirectory data, Path programsDirectory)
      throws InterruptedException {
    return start(data, PostgresPrograms.unpack(programsDirectory));
  }

  private static EmbeddedDatabase start(DataDirectory data, PostgresPrograms programs)
      throws InterruptedException {
    Path cluster = data.resolve("postgres");
    PostgresServer server = new PostgresServer(programs, cluster, data.resolve("log"));
    try {
      boolean isNew = !Files.exists(cluster);
      Secret password = superuserPassword(data, isNew);
      if (isNew) {
        initialise(server, data, cluster);
      }
      requireOurVersion(cluster, programs.majorVersion());
      stopLeftOver(server, cluster);
      int port = startOnFreePort(server, data, cluster);
      return prepare(server, port, password, isNew);
    } catch (IOException e) {
      throw new DatabaseSetupException(
          "The embedded PostgreSQL cannot be set up in %s: %s".formatted(data.path(), e), e);
    }
  }

  /** How Onhand connects: logins without superuser rights, whose passwords end with this run. */
  public DatabaseSettings settings() {
    return settings;
  }

  /** The URL of a database in this server. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** The login that may do anything in this server: for a person's look inside, and for tests. */
  public DatabaseSettings.Login superuser() {
    return new DatabaseSettings.Login(SUPERUSER, superuserPassword);
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /**
   * Also stops the server when the JVM ends in an ordinary way. For programs that do not close it
   * in an order of their own: hooks run side by side, so this one may stop the server under work
   * that still wants to finish.
   */
  public EmbeddedDatabase stopAtExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-embedded-postgresql"));
    return this;
  }

  /**
   * From now on the server is started again whenever it ends without being told to, at the same
   * port and with the same logins.
   */
  public EmbeddedDatabase restartIfItEnds() {
    PostmasterWatch starting = new PostmasterWatch(server, server.postmasterFile());
    starting.start();
    watch = starting;
    return this;
  }

  /**
   * Stops the server: ends its sessions and writes all to disk. Takes a minute and a half at most;
   * if the thread is interrupted, the server goes on stopping by itself. A second call does
   * nothing.
   */
  @Override
  public void close() {
    if (stopped.getAndSet(true)) {
      return;
    }
    PostmasterWatch ending = watch;
    if (ending != null) {
      ending.close();
    }
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void initialise(PostgresServer server, DataDirectory data, Path cluster)
      throws IOException, InterruptedException {
    LOG.info("making a new PostgreSQL in {}", cluster);
    // Made aside and renamed when whole, so that a directory of that name never is half made.
    Path fresh = data.resolve("postgres.new");
    if (Files.exists(fresh)) {
      PostgresPrograms.delete(fresh);
    }
    server.initialise(fresh, passwordFile(data));
    Files.move(fresh, cluster);
  }

  private static Path passwordFile(DataDirectory data) {
    return data.resolve("postgres.password");
  }

  private static Secret superuserPassword(DataDirectory data, boolean isNew) throws IOException {
    Path file = passwordFile(data);
    if (Files.exists(file)) {
      String password = Files.readString(file).strip();
      if (!password.isEmpty()) {
        return Secret.of(password);
      }
    }
    if (!isNew) {
      throw new DatabaseSetupException(
          "The file %s is missing, and without it nobody can enter the database in %s. Restore it from a backup."
              .formatted(file, data.path()));
    }
    Secret password = Secret.random();
    Files.deleteIfExists(file);
    Files.createFile(file, DataDirectory.ownerOnly(file, "rw-------"));
    Files.writeString(file, password.reveal() + "\n", StandardOpenOption.DSYNC);
    return password;
  }

  private static void requireOurVersion(Path cluster, int ours) throws IOException {
    Path file = cluster.resolve("PG_VERSION");
    if (!Files.exists(file)) {
      throw new DatabaseSetupException(
          "%s is no directory of PostgreSQL. Move it away, or give another --data directory."
              .formatted(cluster));
    }
    String theirs = Files.readString(file).strip();
    if (!theirs.equals(Integer.toString(ours))) {
      throw new DatabaseSetupException(
          "%s was made by PostgreSQL %s, and this Onhand brings PostgreSQL %d. Use the Onhand that made it, or give another --data directory."
              .formatted(cluster, theirs, ours));
    }
  }

  private static void stopLeftOver(PostgresServer server, Path cluster)
      throws InterruptedException {
    PostmasterFile file = new PostmasterFile(cluster);
    Optional<ProcessHandle> left = file.postmaster();
    if (left.isPresent()) {
      LOG.warn(
          "stopping the PostgreSQL (process {}) that outlived an Onhand on {}",
          left.get().pid(),
          cluster);
      server.stop();
    } else {
      file.forgetOtherProgram();
    }
  }

  private static int startOnFreePort(PostgresServer server, DataDirectory data, Path cluster)
      throws IOException, InterruptedException {
    Path portFile = data.resolve("postgres.port");
    int port = freePort(rememberedPort(portFile));
    for (int tried = 0; tried < PORT_TRIES; tried++) {
      PostgresConfiguration.write(cluster, data.resolve("log"), port);
      if (server.start()) {
        Files.writeString(portFile, port + "\n");
        return port;
      }
      port = freePort(0);
    }
    throw new DatabaseSetupException(
        "PostgreSQL finds no free port on 127.0.0.1; its log is in %s."
            .formatted(data.resolve("log")));
  }

  private static int rememberedPort(Path portFile) throws IOException {
    if (!Files.exists(portFile)) {
      return 0;
    }
    String text = Files.readString(portFile, StandardCharsets.ISO_8859_1).strip();
    return text.matches("[1-9]\\d{3,4}") ? Math.min(65_535, Integer.parseInt(text)) : 0;
  }

  /** The preferred port if it is free, else another; 0 prefers none. */
  private static int freePort(int preferred) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket socket = new ServerSocket(preferred, 1, here)) {
      return socket.getLocalPort();
    } catch (BindException e) {
      LOG.info("port {} is taken; PostgreSQL gets another", preferred);
    }
    try (ServerSocket socket = new ServerSocket(0, 1, here)) {
      return socket.getLocalPort();
    }
  }

  /**
   * Makes the logins and the database where they are missing, and gives the logins new passwords.
   */
  private static EmbeddedDatabase prepare(
      PostgresServer server, int port, Secret password, boolean isNew) throws InterruptedException {
    DatabaseSettings.Login login = new DatabaseSettings.Login(LOGIN, Secret.random());
    DatabaseSettings.Login migration = new DatabaseSettings.Login(MIGRATION_LOGIN, Secret.random());
    DatabaseSettings settings =
        DatabaseSettings.of("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, login)
            .withMigrationLogin(migration);
    EmbeddedDatabase database = new EmbeddedDatabase(server, port, password, settings);
    @Nullable EmbeddedDatabase failed = database;
    try (Connection connection =
        Connections.open(database.url("postgres"), database.superuser(), settings.timeouts())) {
      EmbeddedLogins.prepare(connection, login, migration);
      if (isNew) {
        makeRoomForLog(connection);
      }
      failed = null;
      return database;
    } catch (SQLException e) {
      throw new DatabaseSetupException(
          "The embedded PostgreSQL started, but its logins cannot be made: " + e.getMessage(), e);
    } finally {
      if (failed != null) {
        failed.close();
      }
    }
  }

  /**
   * Fills files of the log and hands them back, to be written again: a full disk is then met by the
   * statement that needs room for rows, which fails alone, long before a commit needs room for the
   * log, which would end every session there is. Later on what has been written is handed back at
   * each checkpoint.
   */
  private static void makeRoomForLog(Connection superuser) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(
          """
          do $$
          begin
            for file in 1..16 loop
              perform pg_logical_emit_message(false, 'onhand', 'room');
              perform pg_switch_wal();
            end loop;
          end $$
          """);
      statement.execute("checkpoint");
    }
  }
}
