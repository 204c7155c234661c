package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.engine.testing.LedgerFixture.Note;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.testing.ClientJournal;
import dev.onhand.store.testing.Eventually;
import dev.onhand.store.testing.FaultProxy;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.LogCapture;
import dev.onhand.store.testing.RequestMatcher;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.Toxic;
import dev.onhand.store.testing.Toxic.Direction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A committer whose database or network fails: everything acknowledged is there once, its companion
 * rows too, and the same key finds out what nobody knew.
 */
@Timeout(120)
class CommitterFaultsIT {

  private static final DatabaseSettings.Timeouts SHORT =
      new DatabaseSettings.Timeouts(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofMillis(300),
          Duration.ofSeconds(10));

  /** A cut can fall anywhere in a transaction; more packets than this it does not have. */
  private static final int PACKETS_MAX = 60;

  /** The sessions through the proxy: what looks at the result beside them is not to be ended. */
  private static final String PROXIED = "proxied";

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final ClientJournal journal = new ClientJournal();
  private final LedgerClient client = new LedgerClient(journal, 1);
  private FaultProxy proxy;
  private Database database;
  private Committer committer;
  private DatabaseSeller seller;

  @BeforeEach
  void start() {
    TestTables.create(DATABASE);
    proxy = FaultProxy.before(DATABASE.server().port());
    open(SHORT, DatabaseSettings.Pools.DEFAULT);
    seller =
        DatabaseSeller.add(DATABASE.database().platform(), DATABASE.database().app(), committer);
    TestWorks.furnish(seller);
    warm();
  }

  private void open(DatabaseSettings.Timeouts timeouts, DatabaseSettings.Pools pools) {
    DatabaseSettings settings = DATABASE.settings().withTimeouts(timeouts).withPools(pools);
    database =
        Database.open(
            settings.withUrl(proxy.through(settings.url()) + "?ApplicationName=" + PROXIED));
    committer = start(database);
  }

  private static Committer start(Database database) {
    return Committer.start(
        database.app(),
        new CommitterSettings(1, 2_048, 60_000),
        TestTables.WRITERS,
        CommitObserver.NONE,
        InstantSource.system());
  }

  private void reopen(DatabaseSettings.Timeouts timeouts, DatabaseSettings.Pools pools) {
    committer.close();
    database.close();
    open(timeouts, pools);
  }

  /** The connection and its statements are there, and so are both levels. */
  private void warm() {
    for (int i = 0; i < 3; i++) {
      assertThat(send(TestWorks.pair(seller.id(), "warm-" + i)))
          .allMatch(Outcome.Recorded.class::isInstance);
    }
  }

  @AfterEach
  void stop() throws SQLException {
    proxy.heal();
    committer.close();
    database.close();
    proxy.close();
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, seller.id())).isEmpty();
      assertThat(journal.unknown()).isEmpty();
      assertThat(journal.violations(LedgerInvariants.keys(connection, seller.id()))).isEmpty();
      assertThat(seller.notes()).doesNotHaveDuplicates();
      assertThat(seller.movements()).hasSize(2 * seller.notes().size());
    }
  }

  private List<Outcome> send(CommandList list) {
    return client.send(committer, list).orElseThrow();
  }

  private boolean isUnavailable(CommandList list) {
    int before = client.unavailable();
    return client.send(committer, list).isEmpty() && client.unavailable() == before + 1;
  }

  private static boolean isThere(Outcome outcome) {
    return outcome instanceof Outcome.Recorded || outcome instanceof Outcome.AlreadyRecorded;
  }

  /** Cut at every packet of a transaction, both ways, with and without the packet itself. */
  @ParameterizedTest
  @CsvSource({"REQUEST,false", "REQUEST,true", "ANSWER,false", "ANSWER,true"})
  void recordsOnceWhereverTheConnectionIsCut(Direction direction, boolean isDelivered) {
    int cuts = 0;
    for (int packet = 1; packet < PACKETS_MAX; packet++) {
      Toxic cut = proxy.add(new Toxic.ResetOnce(direction, packet, isDelivered));
      assertThat(send(TestWorks.pair(seller.id(), "cut-" + packet)))
          .as("cut at packet %d", packet)
          .allMatch(CommitterFaultsIT::isThere);
      int fired = proxy.fired(cut);
      proxy.heal();
      if (fired == 0) {
        break;
      }
      cuts++;
    }
    assertThat(cuts).as("cuts, at each packet in turn").isBetween(5, PACKETS_MAX - 2);
  }

  /** The same while a connection is made and set up for the first time. */
  @Test
  void recordsOnceWhereverAFreshConnectionIsCut() {
    int cuts = 0;
    for (int packet = 1; packet < PACKETS_MAX; packet++) {
      committer.close();
      proxy.resetAll();
      Toxic cut = proxy.add(new Toxic.ResetOnce(Direction.REQUEST, packet, false));
      committer = start(database);
      assertThat(send(TestWorks.pair(seller.id(), "fresh-" + packet)))
          .as("cut at packet %d", packet)
          .allMatch(CommitterFaultsIT::isThere);
      cuts += proxy.fired(cut);
      proxy.heal();
    }
    assertThat(cuts).isGreaterThan(10);
  }

  @Test
  void findsItsOwnMovementWhenTheAnswerToTheCommitIsLost() {
    Toxic lost = proxy.add(new Toxic.DropAnswer(RequestMatcher.statement("commit"), 1));
    List<Outcome> outcomes = send(TestWorks.pair(seller.id(), "lost"));
    assertThat(proxy.fired(lost)).isEqualTo(1);
    assertThat(outcomes).allMatch(Outcome.AlreadyRecorded.class::isInstance);
    assertThat(seller.notes()).contains("lost");
  }

  @Test
  void saysThatItDoesNotKnowWhenEveryAnswerIsLostAndTheKeyFindsOut() {
    Toxic lost = proxy.add(new Toxic.DropAnswer(RequestMatcher.statement("commit"), 5));
    assertThat(isUnavailable(TestWorks.pair(seller.id(), "lost"))).isTrue();
    assertThat(proxy.fired(lost)).isEqualTo(5);
    assertThat(send(TestWorks.pair(seller.id(), "lost")))
        .allMatch(Outcome.AlreadyRecorded.class::isInstance);
  }

  @Test
  void refusesForGoodThoughTheAnswerToTheCommitIsLost() {
    Toxic lost = proxy.add(new Toxic.DropAnswer(RequestMatcher.statement("commit"), 1));
    CommandList list =
        CommandList.each(seller.id(), List.of(TestWorks.sale("too many", "TEE-M", 999)))
            .with(outcomes -> List.of(new Note("too many", true)));
    assertThat(send(list).getFirst()).isInstanceOf(Outcome.InsufficientStock.class);
    assertThat(proxy.fired(lost)).isEqualTo(1);
  }

  @Test
  void freesItsCallersWhenTheServerIsGoneWithoutAWord() throws Exception {
    Toxic blackhole = proxy.add(new Toxic.Blackhole());
    long start = System.nanoTime();
    assertThat(isUnavailable(TestWorks.pair(seller.id(), "gone"))).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(proxy.fired(blackhole)).isPositive();
    proxy.heal();
    awaitRecorded(TestWorks.pair(seller.id(), "gone"));
  }

  /** As soon as the database is there again; nobody restarts anything. */
  private void awaitRecorded(CommandList list) throws Exception {
    Eventually.within(
        Duration.ofSeconds(30),
        "the committer goes on",
        () ->
            client
                .send(committer, list)
                .map(outcomes -> outcomes.stream().allMatch(CommitterFaultsIT::isThere))
                .orElse(false));
  }

  @Test
  void goesOnAfterTheNetworkWasDown() throws Exception {
    Toxic down = proxy.add(new Toxic.Down());
    assertThat(isUnavailable(TestWorks.pair(seller.id(), "down"))).isTrue();
    assertThat(proxy.fired(down)).isPositive();
    proxy.heal();
    awaitRecorded(TestWorks.pair(seller.id(), "down"));
  }

  @Test
  void recordsOnceThoughTheServerEndsItsSession() throws SQLException {
    try (LogCapture log = LogCapture.of(Committer.class)) {
      for (int i = 0; i < 5; i++) {
        execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + (" where application_name = '" + PROXIED + "' and datname = current_database()"));
        assertThat(send(TestWorks.pair(seller.id(), "ended-" + i)))
            .allMatch(CommitterFaultsIT::isThere);
      }
      assertThat(log.count("met 57P01") + log.count("met 08006")).isPositive();
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Somebody else locks the same two levels the other way round. */
  @Test
  void triesAgainAfterADeadlock() throws Exception {
    DatabaseSettings.Timeouts patient =
        new DatabaseSettings.Timeouts(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
    reopen(patient, DatabaseSettings.Pools.DEFAULT);
    try (LogCapture log = LogCapture.of(Committer.class);
        Connection rival = DATABASE.superuser();
        Statement statement = rival.createStatement()) {
      rival.setAutoCommit(false);
      statement.execute("set local deadlock_timeout = '30s'"); // the committer is the one to notice
      lock(statement, "TEE-L");
      var answer = committer.submit(TestWorks.pair(seller.id(), "deadlock"));
      awaitWaiting();
      lock(statement, "TEE-M");
      Eventually.within(
          Duration.ofSeconds(10), "one deadlock in the log", () -> log.count("met 40P01") == 1);
      rival.commit();
      assertThat(answer.get(30, TimeUnit.SECONDS)).allMatch(Outcome.Recorded.class::isInstance);
    }
    journalKnows("deadlock");
  }

  private void journalKnows(String name) {
    assertThat(send(TestWorks.pair(seller.id(), name)))
        .allMatch(Outcome.AlreadyRecorded.class::isInstance);
  }

  private void lock(Statement statement, String sku) throws SQLException {
    statement.execute(
        "select 1 from stock_level as l join product as p using (seller_id, product_id)"
            + (" where seller_id = " + seller.id().value() + " and sku = '" + sku + "'")
            + " for update of l");
  }

  private static void awaitWaiting() throws Exception {
    Eventually.within(
        Duration.ofSeconds(10),
        "the committer waits for a lock",
        () -> {
          try (Connection connection = DATABASE.superuser();
              Statement statement = connection.createStatement();
              var row =
                  statement.executeQuery(
                      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                          + " and datname = current_database()")) {
            row.next();
            return row.getInt(1) > 0;
          }
        });
  }

  @Test
  void triesAgainWhenItDoesNotGetALockInTime() throws Exception {
    try (LogCapture log = LogCapture.of(Committer.class);
        Connection rival = DATABASE.superuser();
        Statement statement = rival.createStatement()) {
      rival.setAutoCommit(false);
      lock(statement, "TEE-L");
      var answer = committer.submit(TestWorks.pair(seller.id(), "locked"));
      Eventually.within(
          Duration.ofSeconds(10), "a lock is not had", () -> log.count("met 55P03") > 0);
      rival.rollback();
      assertThat(answer.get(30, TimeUnit.SECONDS)).allMatch(Outcome.Recorded.class::isInstance);
    }
    journalKnows("locked");
  }

  @Test
  void givesUpAfterFiveTriesAndSaysSo() throws SQLException {
    try (LogCapture log = LogCapture.of(Committer.class);
        Connection rival = DATABASE.superuser();
        Statement statement = rival.createStatement()) {
      rival.setAutoCommit(false);
      lock(statement, "TEE-L");
      assertThat(isUnavailable(TestWorks.pair(seller.id(), "blocked"))).isTrue();
      assertThat(log.count("met 55P03")).isEqualTo(5);
      rival.rollback();
    }
    assertThat(send(TestWorks.pair(seller.id(), "blocked")))
        .allMatch(Outcome.Recorded.class::isInstance);
  }

  /** Slow calls hold every connection: all that wait are told soon, and none makes it worse. */
  @Test
  void failsSoonWhenThereIsNoConnectionToBeHad() throws Exception {
    reopen(SHORT, new DatabaseSettings.Pools(2, 1, 1));
    List<CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
    try (Connection slow = database.app().getConnection();
        Connection slower = database.app().getConnection()) {
      assertThat(slow.isClosed() || slower.isClosed()).isFalse();
      long start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        answers.add(committer.submit(TestWorks.pair(seller.id(), "crowd-" + i)));
      }
      assertThat(answers).allMatch(CommitterFaultsIT::failsAsUnavailable);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    }
    for (int i = 0; i < 50; i++) {
      assertThat(send(TestWorks.pair(seller.id(), "crowd-" + i)))
          .allMatch(Outcome.Recorded.class::isInstance);
    }
  }

  private static boolean failsAsUnavailable(CompletableFuture<?> answer) {
    try {
      answer.join();
      return false;
    } catch (CompletionException e) {
      return e.getCause() instanceof LedgerUnavailableException;
    }
  }

  /** An error of one caller's own must not leave the others without a lane. */
  @Test
  void survivesAnErrorOfOneCaller() {
    CommandList failing =
        CommandList.each(seller.id(), List.of(TestWorks.sale("error", "TEE-M", 1)))
            .with(
                outcomes -> {
                  throw new StackOverflowError("a fault of the caller's");
                });
    var answer = committer.submit(failing);
    assertThat(answer.handle((outcomes, failure) -> failure).orTimeout(30, TimeUnit.SECONDS).join())
        .isInstanceOf(IllegalStateException.class);
    assertThat(send(TestWorks.pair(seller.id(), "after")))
        .allMatch(Outcome.Recorded.class::isInstance);
  }

  @Test
  void keepsWhatItCommittedThoughTheObserverFails() {
    committer.close();
    committer =
        Committer.start(
            database.app(),
            CommitterSettings.DEFAULT,
            TestTables.WRITERS,
            (who, recorded) -> {
              throw new IllegalStateException("the observer is broken");
            },
            InstantSource.system());
    assertThat(send(TestWorks.pair(seller.id(), "observed")))
        .allMatch(Outcome.Recorded.class::isInstance);
  }

  /** Its way of planning is its own; the next user of a connection plans as everyone does. */
  @Test
  void givesItsConnectionsBackAsItGotThem() throws SQLException {
    reopen(SHORT, new DatabaseSettings.Pools(1, 1, 1));
    String untouched;
    try (Connection connection = database.app().getConnection()) {
      untouched = settings(connection);
    }
    send(TestWorks.pair(seller.id(), "used"));
    committer.close();
    try (Connection connection = database.app().getConnection()) {
      assertThat(settings(connection)).isEqualTo(untouched);
    }
    committer = start(database);
  }

  private static String settings(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select string_agg(name || '=' || setting, ' ' order by name) || current_user"
                    + " from pg_settings where source in ('session', 'client')"
                    // the pool's own way to undo what was set
                    + " and name <> 'default_transaction_isolation'"
                    + " or name like 'enable%' or name in ('jit', 'lock_timeout', 'TimeZone')")) {
      row.next();
      return row.getString(1);
    }
  }
}
