package dev.onhand.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code postmaster.pid} in PostgreSQL's directory: which process serves it, if that
 * process still lives. The file outlives a crash, and its number may belong to another program by
 * then.
 */
final class PostmasterFile {

  /** No process has this number on any system, so a signal to it reaches nobody. */
  private static final String NO_PROCESS = "2147483647";

  private final Path cluster;
  private final Path file;

  PostmasterFile(Path cluster) {
    this.cluster = cluster;
    this.file = cluster.resolve("postmaster.pid");
  }

  /** The living postmaster of this very directory; empty where there is none. */
  Optional<ProcessHandle> postmaster() {
    return pid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).filter(this::servesThis);
  }

  /**
   * Makes a left-over file harmless whose number is another program's. PostgreSQL would take that
   * program for its postmaster and refuse to start. The file stays otherwise: from it PostgreSQL
   * learns whether an orphaned child still holds the old server's shared memory, which it must know
   * before it touches the data.
   */
  void forgetOtherProgram() {
    boolean otherProgram =
        pid().flatMap(ProcessHandle::of).filter(handle -> !servesThis(handle)).isPresent();
    if (!otherProgram) {
      return;
    }
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.set(0, NO_PROCESS);
      Files.write(file, lines);
    } catch (IOException e) {
      throw new DatabaseSetupException(
          "The left-over file %s cannot be written (%s). Remove it if no PostgreSQL runs there."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private Optional<Long> pid() {
    try {
      return Files.readAllLines(file).stream()
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("\\d{1,10}"))
          .map(Long::valueOf);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new DatabaseSetupException(
          "The file %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Whether the process is a postmaster of this directory: by its working directory where the
   * system shows it (a postmaster goes to its data directory), else by its arguments.
   */
  private boolean servesThis(ProcessHandle handle) {
    Path proc = Path.of("/proc", Long.toString(handle.pid()));
    if (!Files.isDirectory(proc)) {
      String line = handle.info().commandLine().orElse("");
      return line.contains("postgres") && line.contains(cluster.toString());
    }
    try {
      return proc.resolve("cwd").toRealPath().equals(cluster.toRealPath())
          && Files.readString(proc.resolve("comm")).strip().equals("postgres");
    } catch (IOException e) {
      // Gone in this moment, or another user's: then it cannot be the server of our own directory.
      return false;
    }
  }
}
