package dev.onhand.e2e.shops;

import dev.onhand.e2e.Eventually;
import dev.onhand.e2e.Shell;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A project of Node.js, kept in {@code e2e/real-shops} and installed and run in {@code
 * target/real-shops}, where what npm brought stays from run to run. Runs one server at a time.
 */
final class NodeProject {
  private static final Duration INSTALL_TIME_MAX = Duration.ofMinutes(20);
  private static final Duration COMMAND_TIME_MAX = Duration.ofMinutes(10);
  private static final Duration START_TIME_MAX = Duration.ofMinutes(5);
  private static final Duration STOP_TIME_MAX = Duration.ofSeconds(30);
  private static final String LOCK = "package-lock.json";

  private final Path folder;
  private final Path log;
  private final List<Process> running = new CopyOnWriteArrayList<>();

  /**
   * Copies it to where it runs; what an earlier run said is forgotten.
   *
   * @param name of its folder, and of the file beside it with all that it says
   */
  NodeProject(String name) throws IOException {
    this.folder = Shell.ROOT.resolve("target/real-shops").resolve(name);
    this.log = folder.resolveSibling(name + ".log");
    Path source = Shell.ROOT.resolve("e2e/real-shops").resolve(name);
    Files.deleteIfExists(log);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-" + name));
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(source.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  Path folder() {
    return folder;
  }

  /**
   * Has npm install what the lock file says, unless an earlier run did.
   *
   * @return whether it had to
   */
  boolean install() throws IOException, InterruptedException {
    Path installed = folder.resolve("installed.json");
    if (Files.exists(installed) && Files.mismatch(installed, folder.resolve(LOCK)) < 0) {
      return false;
    }
    run(INSTALL_TIME_MAX, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund"));
    Files.copy(folder.resolve(LOCK), installed, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  /** The version of an installed package. */
  String version(String dependency) throws IOException {
    return new JsonMapper()
        .readTree(Files.readString(folder.resolve("node_modules/" + dependency + "/package.json")))
        .get("version")
        .asString();
  }

  /** Runs a script of it to its end, which must be a good one. */
  void run(Map<String, String> environment, List<String> script)
      throws IOException, InterruptedException {
    run(COMMAND_TIME_MAX, environment, node(script));
  }

  private void run(Duration timeMax, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Process process = begin(environment, command);
    try {
      if (!process.waitFor(timeMax.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(command + " ran for more than " + timeMax + "; see " + log);
      }
    } finally {
      stop();
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(command + " ended with " + process.exitValue() + "; see " + log);
    }
  }

  /** Starts a server, and returns when it answers. */
  void start(Map<String, String> environment, List<String> script, BooleanSupplier answers)
      throws IOException, InterruptedException {
    Process process = begin(environment, node(script));
    Eventually.within(
        START_TIME_MAX,
        folder.getFileName() + " serves; see " + log,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(
                script + " ended with " + process.exitValue() + "; see " + log);
          }
          return answers.getAsBoolean();
        });
  }

  private Process begin(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process process = builder.start();
    running.add(process);
    return process;
  }

  /** Ends what was started and still runs, with all that it started: asked first, then forced. */
  void stop() {
    for (Process process : running) {
      List<ProcessHandle> all =
          Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
      all.forEach(ProcessHandle::destroy);
      for (ProcessHandle one : all) {
        try {
          one.onExit().orTimeout(STOP_TIME_MAX.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
          one.destroyForcibly();
          one.onExit().join();
        }
      }
    }
    running.clear();
  }

  private static List<String> node(List<String> script) {
    return Stream.concat(Stream.of("node"), script.stream()).toList();
  }

  static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
