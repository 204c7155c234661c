package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.store.database.Database;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.database.TestServer;
import dev.onhand.store.testing.ClientJournal;
import dev.onhand.store.testing.Eventually;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.LogCapture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database stops without a good-bye, again and again, under callers that never stop: it goes on
 * by itself, and nothing acknowledged is lost or there twice.
 */
@Timeout(300)
class RestartedServerIT {

  private static final int CALLERS = 6;
  private static final int RESTARTS = Integer.getInteger("onhand.restarts", 2);
  private static final int RECORDED_BETWEEN = 40;

  private static final DatabaseSettings.Timeouts SHORT =
      new DatabaseSettings.Timeouts(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));

  @TempDir private Path directory;

  private final ClientJournal journal = new ClientJournal();
  private final LedgerClient client = new LedgerClient(journal, 200);
  private volatile boolean done;

  @Test
  void goesOnByItselfAndLosesNothing() throws Exception {
    try (TestServer server = TestServer.start(directory);
        Database database = Database.open(server.settings().withTimeouts(SHORT));
        LogCapture log = LogCapture.of(Committer.class)) {
      createNotes(server);
      Committer committer =
          Committer.start(
              database.app(),
              CommitterSettings.DEFAULT,
              TestTables.WRITERS,
              CommitObserver.NONE,
              InstantSource.system());
      DatabaseSeller seller = DatabaseSeller.add(database.platform(), database.app(), committer);
      TestWorks.furnish(seller);
      try (committer;
          ExecutorService threads = Executors.newCachedThreadPool()) {
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
          int caller = i;
          callers.add(threads.submit(() -> call(caller, committer, seller)));
        }
        hurt(server);
        done = true;
        for (Future<?> caller : callers) {
          caller.get();
        }
      }
      assertThat(log.count("a commit met 57P") + log.count("a commit met 08"))
          .as("commits that met a server that was away")
          .isPositive();
      check(server, seller);
    }
  }

  private static void createNotes(TestServer server) throws SQLException {
    try (Connection connection = server.superuser()) {
      TestTables.create(connection);
    }
  }

  private void call(int caller, Committer committer, DatabaseSeller seller) {
    for (int i = 0; !done; i++) {
      assertThat(client.send(committer, TestWorks.pair(seller.id(), "c" + caller + "-" + i)))
          .as("an answer in the end")
          .isPresent();
    }
  }

  private void hurt(TestServer server) throws Exception {
    awaitProgress();
    for (int i = 0; i < RESTARTS; i++) {
      server.restartAtOnce();
      awaitProgress();
      server.killBackend(backend(server));
      awaitProgress();
    }
  }

  private void awaitProgress() throws Exception {
    int before = journal.recorded();
    Eventually.within(
        Duration.ofSeconds(60),
        "movements are recorded again",
        () -> journal.recorded() >= before + RECORDED_BETWEEN);
  }

  /** A process of the server that works for the committer. */
  private static long backend(TestServer server) throws SQLException {
    try (Connection connection = server.superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pid from pg_stat_activity where application_name = 'onhand-app' limit 1")) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }

  private void check(TestServer server, DatabaseSeller seller) throws SQLException {
    assertThat(journal.unknown()).isEmpty();
    try (Connection connection = server.superuser()) {
      assertThat(journal.violations(LedgerInvariants.keys(connection, seller.id()))).isEmpty();
      assertThat(LedgerInvariants.violations(connection, seller.id())).isEmpty();
    }
    assertThat(seller.notes()).doesNotHaveDuplicates().hasSize(seller.movements().size() / 2);
  }
}
