package dev.onhand.store.database;

import static dev.onhand.store.database.EmbeddedFixture.ask;
import static dev.onhand.store.database.EmbeddedFixture.execute;
import static dev.onhand.store.database.EmbeddedFixture.programs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.store.testing.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's disk runs full, on a file system that is small. */
class DiskFullIT {

  @TempDir private Path mountPoint;

  private boolean isMounted;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    isMounted = run("mount", "-t", "tmpfs", "-o", "size=220m", "tmpfs", mountPoint.toString());
    assumeTrue(isMounted, "this user may not mount a small file system");
  }

  /** The process that writes PostgreSQL's log is the last there for a moment. */
  @AfterEach
  void unmount() throws Exception {
    if (isMounted) {
      Eventually.within(
          Duration.ofSeconds(30), "nobody uses it", () -> run("umount", mountPoint.toString()));
    }
  }

  @Test
  void keepsWhatItAcknowledgedAndGoesOnWhenThereIsRoom()
      throws SQLException, InterruptedException, IOException {
    try (DataDirectory data = DataDirectory.open(mountPoint.resolve("data"));
        EmbeddedDatabase server = EmbeddedDatabase.start(data, programs());
        Connection connection = EmbeddedFixture.superuser(server, "onhand")) {
      execute(connection, "create table kept (id integer primary key, filler text)");
      Path ballast = mountPoint.resolve("ballast");
      fill(ballast, 1 << 20);
      int acknowledged = insertUntilFull(connection);
      Files.delete(ballast);
      execute(connection, "insert into kept values (0, '')");
      assertThat(ask(connection, "select max(id) from kept"))
          .isEqualTo(Integer.toString(acknowledged));
      assertThat(ask(connection, "select count(*) from kept"))
          .isEqualTo(Integer.toString(acknowledged + 1));
    }
  }

  private static int insertUntilFull(Connection connection) {
    for (int id = 1; ; id++) {
      try {
        execute(connection, "insert into kept values (" + id + ", repeat(md5('" + id + "'), 60))");
      } catch (SQLException e) {
        assertThat(SqlErrors.kind(e)).isEqualTo(SqlErrors.Kind.DISK_FULL);
        return id - 1;
      }
    }
  }

  /** Takes all room but so much. */
  private void fill(Path file, int left) throws IOException {
    byte[] block = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (Files.getFileStore(mountPoint).getUsableSpace() > left) {
        out.write(block);
      }
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
