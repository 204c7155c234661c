package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterWatchIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void startsAKilledServerAgainWithAllThatWasCommitted(@TempDir Path directory) throws Exception {
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedDatabase database = EmbeddedDatabase.start(data).restartIfItEnds()) {
      try (Connection connection = connect(database);
          Statement statement = connection.createStatement()) {
        statement.execute("create table kept (n integer); insert into kept values (1)");
      }
      ProcessHandle postmaster =
          new PostmasterFile(data.resolve("postgres")).postmaster().orElseThrow();
      assertThat(postmaster.destroyForcibly()).isTrue();
      postmaster.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(countAsSoonAsItAnswers(database)).isEqualTo(1);
      assertThat(new PostmasterFile(data.resolve("postgres")).postmaster())
          .get()
          .isNotEqualTo(postmaster);
    }
  }

  private static long countAsSoonAsItAnswers(EmbeddedDatabase database) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Connection connection = connect(database);
          Statement statement = connection.createStatement();
          var rows = statement.executeQuery("select count(*) from kept")) {
        rows.next();
        return rows.getLong(1);
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.url("postgres"),
        database.superuser().user(),
        database.superuser().password().reveal());
  }
}
