package dev.onhand.e2e;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shipped server as a process of its own on a free port: to be asked, and to be killed. */
public final class ShippedServer implements AutoCloseable {

  /** Flags of its JVM. */
  static final String JAVA_OPTIONS = "JDK_JAVA_OPTIONS";

  /** A test is over before the second compiler's work pays. */
  static final String COMPILED_ONCE = "-XX:TieredStopAtLevel=1";

  private static final Duration TIME_MAX = Duration.ofSeconds(300);
  private static final Pattern SERVES = Pattern.compile("Onhand serves (http://[0-9.:]+);");

  private final Process process;
  private final Path data;
  private final String url;

  private ShippedServer(Process process, Path data, String url) {
    this.process = process;
    this.data = data;
    this.url = url;
  }

  /** Starts it on the data directory and returns when it serves. */
  public static ShippedServer start(Path data) throws IOException, InterruptedException {
    return start(data, Map.of());
  }

  /** Starts it on data as a new server leaves them, for tests that do not look at how they came. */
  static ShippedServer startReady(Path data, Map<String, String> environment)
      throws IOException, InterruptedException {
    ReadyServer.layAt(data);
    return start(data, environment);
  }

  /** The same with these settings in its environment. */
  public static ShippedServer start(Path data, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path err = data.resolveSibling(data.getFileName() + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Shell.DISTRIBUTION.resolve("bin/onhand").toString(),
                "serve",
                "--data",
                data.toString(),
                "--port",
                "0")
            .redirectInput(new File("/dev/null"))
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    data.resolveSibling(data.getFileName() + ".out").toFile()))
            .redirectError(err.toFile());
    if (!environment.containsKey(JAVA_OPTIONS)) {
      builder.environment().put(JAVA_OPTIONS, quickly());
    }
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      Eventually.within(
          TIME_MAX, "server serves", () -> !process.isAlive() || served(err).isPresent());
      String url = served(err).orElseThrow(() -> new AssertionError("server ended: " + read(err)));
      return new ShippedServer(process, data, url);
    } catch (InterruptedException | AssertionError failure) {
      end(process.toHandle(), data);
      throw failure;
    }
  }

  /** Flags with which its JVM is quickly there. */
  static String quickly() throws IOException, InterruptedException {
    return COMPILED_ONCE + " " + ReadyServer.flag();
  }

  public String url() {
    return url;
  }

  public String token() {
    return read(data.resolve("token")).strip();
  }

  /** Whether its first owner has no password yet. */
  boolean welcomes() {
    return Files.exists(data.resolve("welcome"));
  }

  /** Where its first owner sets a password, until one did. */
  String welcome() {
    return read(data.resolve("welcome")).strip();
  }

  long pid() {
    return process.pid();
  }

  /** Does something to its database that nobody but a channel could; the first that it answers. */
  public String sql(String statement) throws SQLException {
    String url =
        "jdbc:postgresql://127.0.0.1:%s/onhand"
            .formatted(read(data.resolve("postgres.port")).strip());
    String password = read(data.resolve("postgres.password")).strip();
    try (Connection connection = DriverManager.getConnection(url, "postgres", password);
        Statement made = connection.createStatement();
        ResultSet row = made.executeQuery(statement)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  /** As {@code kill -9} does; its database lives on. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** As a system does that shuts down: it ends in its own time, and its database with it. */
  void tellToStop() {
    process.destroy();
  }

  /** Returns its exit status when it has ended. */
  int awaitEnd() throws InterruptedException {
    Eventually.within(TIME_MAX, "server has ended", () -> !process.isAlive());
    return process.exitValue();
  }

  /** Uses up its memory, which is to end it. */
  void eatMemory() throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
    try {
      machine.loadAgent(MemoryEater.jar(data.getParent()).toString());
    } catch (IOException | AgentLoadException | AgentInitializationException ended) {
      // It cannot answer any more.
    }
  }

  /** The process of its database, if it lives. */
  Optional<ProcessHandle> postmaster() {
    return postmaster(data);
  }

  /** The processes of PostgreSQL that serve a connection of the server's. */
  List<ProcessHandle> sessions() {
    return postmaster().stream()
        .flatMap(ProcessHandle::children)
        .filter(child -> title(child).contains(" 127.0.0.1("))
        .toList();
  }

  private static String title(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  /** Its database, as {@code kill -9} does. */
  void killDatabase() {
    endDatabase(data);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    try {
      Eventually.within(TIME_MAX, "server has stopped", () -> !process.isAlive());
    } finally {
      end(process.toHandle(), data);
    }
  }

  private static void end(ProcessHandle server, Path data) {
    server.destroyForcibly();
    server.onExit().join();
    endDatabase(data);
  }

  /** Ends a database that outlived its server, at once. */
  private static void endDatabase(Path data) {
    postmaster(data)
        .ifPresent(
            left -> {
              left.destroyForcibly();
              left.onExit().join();
            });
  }

  private static Optional<ProcessHandle> postmaster(Path data) {
    Path file = data.resolve("postgres/postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return read(file)
        .lines()
        .findFirst()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
        .filter(handle -> handle.info().commandLine().orElse("").contains("postgres"));
  }

  private static Optional<String> served(Path err) {
    Matcher line = SERVES.matcher(read(err));
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
