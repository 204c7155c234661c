package dev.onhand.store.database;

import static dev.onhand.store.database.EmbeddedFixture.ask;
import static dev.onhand.store.database.EmbeddedFixture.programs;
import static dev.onhand.store.database.EmbeddedFixture.superuser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServerIT {

  private static final int KILLS = 3;

  @TempDir private Path directory;

  @Test
  void keepsAllThatWasAcknowledgedWhenItsMasterIsKilled()
      throws IOException, InterruptedException, SQLException {
    for (int kill = 1; kill <= KILLS; kill++) {
      String acknowledged = killWhileWriting(20 * kill);
      assertThat(new PostmasterFile(directory.resolve("postgres")).postmaster())
          .as("the server outlives its master")
          .isPresent();
      assertThat(countAfterStart()).isGreaterThanOrEqualTo(Long.parseLong(acknowledged));
    }
  }

  @Test
  void keepsAllThatWasAcknowledgedWhenBothAreKilled()
      throws IOException, InterruptedException, SQLException {
    String acknowledged = killWhileWriting(20);
    ProcessHandle postmaster =
        new PostmasterFile(directory.resolve("postgres")).postmaster().orElseThrow();
    assertThat(postmaster.destroyForcibly()).isTrue();
    postmaster.onExit().join();
    assertThat(countAfterStart()).isGreaterThanOrEqualTo(Long.parseLong(acknowledged));
  }

  @Test
  void isStoppedAtTheEndOfAJvmThatDoesNotCloseIt() throws IOException {
    try (ChildProcess child = startWriting("exit")) {
      child.await("written ");
      assertThat(child.join()).isZero();
    }
    assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  /**
   * A child of the dead server that hangs still has its memory; beside it a start would do harm.
   */
  @Test
  void waitsForAChildThatOutlivesTheServer()
      throws IOException, InterruptedException, ExecutionException {
    assumeTrue(Files.isDirectory(Path.of("/proc")), "processes are told apart by /proc");
    String acknowledged = killWhileWriting(20);
    ProcessHandle postmaster =
        new PostmasterFile(directory.resolve("postgres")).postmaster().orElseThrow();
    ProcessHandle child = checkpointer(postmaster);
    signal("-STOP", child);
    postmaster.destroyForcibly();
    postmaster.onExit().join();
    FutureTask<Long> start = new FutureTask<>(this::countAfterStart);
    Thread.ofPlatform().start(start);
    Path log = directory.resolve("log");
    while (!logged(log, "pre-existing shared memory block")) {
      if (start.isDone()) {
        throw new AssertionError("it started beside the child, and found " + start.get());
      }
      EmbeddedFixture.pause();
    }
    signal("-CONT", child);
    assertThat(start.get()).isGreaterThanOrEqualTo(Long.parseLong(acknowledged));
  }

  @Test
  void isNotStartedBesideAnotherOnhand() throws IOException {
    try (ChildProcess child = startWriting()) {
      child.await("written ");
      assertThatThrownBy(() -> DataDirectory.open(directory))
          .isInstanceOf(DatabaseSetupException.class)
          .hasMessage(
              "Another Onhand (process %d) is using %s. Stop it first, or give another --data directory.",
              child.pid(), directory.toRealPath());
    } finally {
      stopLeftOver();
    }
  }

  /** Kills it in its endless loop of writes; gives the last that it said was written. */
  private String killWhileWriting(int rows) throws IOException {
    try (ChildProcess child = startWriting()) {
      String acknowledged = child.await("written ");
      for (int row = 1; row < rows; row++) {
        acknowledged = child.await("written ");
      }
      child.kill();
      List<String> more = child.rest();
      return more.isEmpty() ? acknowledged : more.getLast().replace("written ", "");
    }
  }

  private ChildProcess startWriting() throws IOException {
    return startWriting("on");
  }

  private ChildProcess startWriting(String mode) throws IOException {
    return ChildProcess.start(
        List.of(),
        ChildProcess.classPath(),
        WriterMain.class,
        directory.toString(),
        programs().toString(),
        mode);
  }

  private long countAfterStart() throws InterruptedException, SQLException {
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedDatabase server = EmbeddedDatabase.start(data, programs());
        Connection connection = superuser(server, "onhand")) {
      return Long.parseLong(String.valueOf(ask(connection, "select max(id) from written")));
    }
  }

  private static ProcessHandle checkpointer(ProcessHandle postmaster) throws IOException {
    for (ProcessHandle child : postmaster.children().toList()) {
      Path title = Path.of("/proc", Long.toString(child.pid()), "cmdline");
      if (Files.readString(title).contains("checkpointer")) {
        return child;
      }
    }
    throw new AssertionError("no checkpointer");
  }

  private static void signal(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static boolean logged(Path log, String text) throws IOException {
    try (Stream<Path> files = Files.list(log)) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  private void stopLeftOver() {
    try {
      countAfterStart();
    } catch (InterruptedException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
