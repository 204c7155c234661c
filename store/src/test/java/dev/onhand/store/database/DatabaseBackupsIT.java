package dev.onhand.store.database;

import static dev.onhand.store.database.EmbeddedFixture.ask;
import static dev.onhand.store.database.EmbeddedFixture.execute;
import static dev.onhand.store.database.EmbeddedFixture.programs;
import static dev.onhand.store.database.EmbeddedFixture.superuser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.store.database.DatabaseBackups.Backup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseBackupsIT {

  private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");

  @TempDir Path directory;
  private DataDirectory data;
  private EmbeddedDatabase server;
  private DatabaseBackups backups;

  @BeforeEach
  void start() throws Exception {
    data = DataDirectory.open(directory.resolve("data"));
    server = EmbeddedDatabase.start(data, programs());
    backups = new DatabaseBackups(server, data, directory.resolve("backups"));
  }

  @AfterEach
  void stop() {
    server.close();
    data.close();
  }

  /** Rows are written all the while; those that were there when it began are in it, each whole. */
  @Test
  void isADatabaseAgainWithAllThatWasCommittedWhenItBegan() throws Exception {
    try (Connection connection = superuser(server, "onhand")) {
      execute(
          connection,
          "create table kept (n bigint primary key, words text not null)",
          "insert into kept select n, repeat('w', 400) from generate_series(1, 50000) as n");
    }
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicLong written = new AtomicLong(50_000);
    Thread writer = Thread.ofPlatform().start(() -> write(isOver, written));
    long before = written.get();
    Backup made = backups.make(NOW);
    isOver.set(true);
    writer.join();

    assertThat(backups.list()).containsExactly(made);
    assertThat(made.name()).isEqualTo("onhand-20261128T200000Z.tar.gz");
    assertThat(made.bytes()).isPositive();
    try (DataDirectory again = DataDirectory.open(unpacked(made));
        EmbeddedDatabase restored = EmbeddedDatabase.start(again, programs());
        Connection connection = superuser(restored, "onhand")) {
      long rows = Long.parseLong(String.valueOf(ask(connection, "select count(*) from kept")));
      assertThat(rows).isBetween(before, written.get());
      assertThat(ask(connection, "select max(n) from kept")).isEqualTo(Long.toString(rows));
      assertThat(ask(connection, "select count(*) from kept where words <> repeat('w', 400)"))
          .isEqualTo("0");
      assertThat(ask(connection, "select sum(checksum_failures) from pg_stat_database"))
          .isEqualTo("0");
    }
  }

  private void write(AtomicBoolean isOver, AtomicLong written) {
    try (Connection connection = superuser(server, "onhand")) {
      while (!isOver.get()) {
        execute(
            connection,
            "insert into kept values (%d, repeat('w', 400))".formatted(written.get() + 1));
        written.incrementAndGet();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As docs/reference/backup.md says. */
  private Path unpacked(Backup backup) throws IOException, InterruptedException {
    Path place = Files.createDirectory(directory.resolve("restored"));
    Process tar =
        new ProcessBuilder(
                "tar",
                "-xzf",
                backups.directory().resolve(backup.name()).toString(),
                "-C",
                place.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return place;
  }

  @Test
  void isForItsOwnerAloneAndTheNewestAreKept() throws Exception {
    for (int day = 0; day < DatabaseBackups.KEPT + 1; day++) {
      backups.make(NOW.plus(Duration.ofDays(day)));
    }
    assertThat(backups.list()).hasSize(DatabaseBackups.KEPT);
    assertThat(backups.list().getLast().at()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    Path file = backups.directory().resolve(backups.list().getFirst().name());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(backups.directory())) {
      assertThat(files).as("nothing is left of what was under way").hasSize(DatabaseBackups.KEPT);
    }
  }

  @Test
  void findsWhatDoesNotComeBackAsItWasWritten() throws Exception {
    Path file = backups.directory().resolve(backups.make(NOW).name());
    assertThatThrownBy(() -> DatabaseBackups.check(file, Set.of("postgres/lost")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lacks 1 files, such as postgres/lost");
    // One byte may be another spelling of the same: zeros are repeated from whatever distance.
    damage(file, Files.size(file) / 2, 4096);
    assertThatThrownBy(() -> DatabaseBackups.check(file, Set.of())).isInstanceOf(IOException.class);
  }

  /** A turned bit moves what follows, and files of a database have many zeros. */
  @Test
  void findsDamageBehindWhatLooksLikeTheEndOfTheArchive() throws Exception {
    Path file = directory.resolve("zeros.tar.gz");
    try (OutputStream zeros = new GZIPOutputStream(Files.newOutputStream(file))) {
      zeros.write(new byte[1 << 20]);
    }
    DatabaseBackups.check(file, Set.of());
    int checksumAndLength = 8;
    damage(file, Files.size(file) - checksumAndLength, 1);
    assertThatThrownBy(() -> DatabaseBackups.check(file, Set.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CRC");
  }

  private static void damage(Path file, long place, int count) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      bytes[(int) place + i] ^= (byte) (1 + random.nextInt(255));
    }
    Files.write(file, bytes);
  }
}
