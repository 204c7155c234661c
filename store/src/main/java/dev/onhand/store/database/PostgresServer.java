package dev.onhand.store.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, starts and stops the PostgreSQL server of one directory through PostgreSQL's own tools.
 */
final class PostgresServer {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

  /**
   * Recovery after a crash replays at most {@code max_wal_size} or so, on a slow disk in minutes.
   */
  private static final Duration START_MAX = Duration.ofMinutes(10);

  /** A fast stop ends all sessions, then writes what is not yet on disk. */
  private static final Duration STOP_FAST_MAX = Duration.ofSeconds(60);

  /** An immediate stop writes nothing; the next start recovers. */
  private static final Duration STOP_IMMEDIATE_MAX = Duration.ofSeconds(20);

  /**
   * Children of a server that was killed go away by themselves, when they next look up from their
   * work. PostgreSQL refuses to start beside them, and is right.
   */
  private static final String ORPHANS_AT_WORK = "pre-existing shared memory block";

  private static final int ORPHAN_TRIES = 60;

  private static final Duration ORPHAN_PAUSE = Duration.ofMillis(500);

  /** Lines of PostgreSQL's own words in a message. */
  private static final int LINES_SHOWN = 12;

  private final PostgresPrograms programs;
  private final Path cluster;
  private final Path startLog;
  private final Path log;

  /**
   * @param cluster the directory of PostgreSQL's data
   * @param log the directory of its log
   */
  PostgresServer(PostgresPrograms programs, Path cluster, Path log) {
    this.programs = programs;
    this.cluster = cluster;
    this.log = log;
    this.startLog = log.resolve("postgresql-start.log");
  }

  PostmasterFile postmasterFile() {
    return new PostmasterFile(cluster);
  }

  /**
   * Makes a new cluster in {@code directory}, safe by password from its first moment. Texts are
   * UTF-8 and compared by code point, by PostgreSQL itself: a later C library of the system cannot
   * change the order of an index.
   *
   * <p>Its log is in small files: whoever needs the next one waits until it is filled with zeros,
   * and all commits with it.
   */
  void initialise(Path directory, Path passwordFile) throws InterruptedException {
    Finished finished =
        run(
            "initdb",
            "--pgdata=" + directory,
            "--username=postgres",
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--wal-segsize=2",
            "--data-checksums");
    if (finished.code() != 0) {
      throw new DatabaseSetupException(
          "PostgreSQL cannot make its directory %s. %s\nIt said:\n%s"
              .formatted(directory, advice(finished.text()), lastLines(finished.text())));
    }
  }

  /**
   * Starts the server and returns when it serves.
   *
   * @return whether it runs; false when its port was taken by another program meanwhile
   */
  boolean start() throws InterruptedException {
    for (int tried = 1; ; tried++) {
      Map<Path, Long> sizes = logSizes();
      Finished finished =
          run(
              "pg_ctl",
              "start",
              "--pgdata=" + cluster,
              "--log=" + startLog,
              "--wait",
              "--timeout=" + START_MAX.toSeconds());
      if (finished.code() == 0) {
        return true;
      }
      String said = finished.text() + loggedSince(sizes);
      if (said.contains("could not bind") || said.contains("could not create any TCP/IP sockets")) {
        return false;
      }
      if (!said.contains(ORPHANS_AT_WORK) || tried == ORPHAN_TRIES) {
        throw new DatabaseSetupException(
            "PostgreSQL does not start in %s; its log is in %s. %s\nIt said:\n%s"
                .formatted(cluster, log, advice(said), lastLines(said)));
      }
      Thread.sleep(ORPHAN_PAUSE);
    }
  }

  /**
   * Stops the server, first the clean way, then the quick one; nothing committed is lost by either.
   */
  void stop() throws InterruptedException {
    if (stop("fast", STOP_FAST_MAX)) {
      return;
    }
    LOG.warn("PostgreSQL in {} did not stop in {}; stopping it at once", cluster, STOP_FAST_MAX);
    if (!stop("immediate", STOP_IMMEDIATE_MAX)) {
      throw new DatabaseSetupException(
          "The PostgreSQL that serves %s cannot be stopped. End the process named in the first line of %s."
              .formatted(cluster, cluster.resolve("postmaster.pid")));
    }
  }

  private boolean stop(String mode, Duration max) throws InterruptedException {
    Finished finished =
        run(
            "pg_ctl",
            "stop",
            "--pgdata=" + cluster,
            "--mode=" + mode,
            "--wait",
            "--timeout=" + max.toSeconds());
    return finished.code() == 0 || new PostmasterFile(cluster).postmaster().isEmpty();
  }

  private record Finished(int code, String text) {}

  private Finished run(String program, String... arguments) throws InterruptedException {
    List<String> command = programs.command(program, arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // Messages are searched for words, so they must be English; libpq's settings are not ours,
      // and ours, some of them secret, are not PostgreSQL's.
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("PG") || name.startsWith("ONHAND_"));
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        // They say little, less than a pipe holds; to wait first is what can be interrupted.
        boolean ended = process.waitFor(START_MAX.toSeconds() + 10, TimeUnit.SECONDS);
        if (!ended) {
          return new Finished(-1, program + " did not end");
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.exitValue(), text);
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new DatabaseSetupException(
          "PostgreSQL's program %s cannot be started: %s".formatted(program, e.getMessage()), e);
    }
  }

  private Map<Path, Long> logSizes() {
    try {
      // What went wrong is told with the row that it went wrong with.
      Files.createDirectories(log, DataDirectory.ownerOnly(log, "rwx------"));
      Files.write(startLog, new byte[0]);
      Map<Path, Long> sizes = new TreeMap<>();
      for (Path file : logFiles()) {
        sizes.put(file, Files.size(file));
      }
      return sizes;
    } catch (IOException e) {
      throw new DatabaseSetupException(
          "The log %s cannot be written: %s".formatted(startLog, e.getMessage()), e);
    }
  }

  /**
   * What PostgreSQL wrote to its log since then, so that an older trouble is not taken for this.
   */
  private String loggedSince(Map<Path, Long> sizes) {
    StringBuilder text = new StringBuilder();
    try {
      for (Path file : logFiles()) {
        byte[] bytes = Files.readAllBytes(file);
        int from = (int) Math.min(bytes.length, sizes.getOrDefault(file, 0L));
        text.append(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      text.append(e.getMessage());
    }
    return text.toString();
  }

  private List<Path> logFiles() throws IOException {
    try (Stream<Path> files = Files.list(log)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("postgresql-"))
          .sorted()
          .toList();
    }
  }

  private static String advice(String said) {
    if (said.contains("cannot be run as root")) {
      return "PostgreSQL does not run as root, and this system does not allow user namespaces"
          + " (unshare -U), by which Onhand gets round that. Run Onhand as an ordinary user, or use a"
          + " PostgreSQL server by ONHAND_DATABASE_URL.";
    }
    if (said.contains("could not look up effective user ID")) {
      return "PostgreSQL needs an entry for this user in /etc/passwd. Add one, run Onhand as a user who"
          + " has one, or use a PostgreSQL server by ONHAND_DATABASE_URL.";
    }
    if (said.contains("No space left on device")) {
      return "The disk is full. Make room and start Onhand again; nothing acknowledged is lost.";
    }
    if (said.contains("wrong ownership") || said.contains("Permission denied")) {
      return "Its files belong to another user. Run Onhand as the user who made the directory.";
    }
    if (said.contains(ORPHANS_AT_WORK)) {
      return "Processes of an earlier PostgreSQL still use the directory. End them and start again.";
    }
    return "";
  }

  private static String lastLines(String text) {
    List<String> lines = new ArrayList<>(text.strip().lines().toList());
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }
}
