package dev.onhand.store.database;

import static dev.onhand.store.database.EmbeddedFixture.ask;
import static dev.onhand.store.database.EmbeddedFixture.execute;
import static dev.onhand.store.database.EmbeddedFixture.programs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.store.testing.FaultProxy;
import dev.onhand.store.testing.RequestMatcher;
import dev.onhand.store.testing.Toxic;
import dev.onhand.store.testing.Toxic.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGeneratorFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks and servers that fail under a pool: what the caller learns, and what is in the table.
 */
@Timeout(120)
class DatabaseFaultsIT {

  private static final DatabaseSettings.Timeouts SHORT =
      new DatabaseSettings.Timeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofMillis(300),
          Duration.ofSeconds(10));

  private static final Set<SqlErrors.Kind> AWAY =
      Set.of(SqlErrors.Kind.TRANSIENT, SqlErrors.Kind.NO_CONNECTION);

  @TempDir private static Path directory;

  private static DataDirectory data;
  private static EmbeddedDatabase server;

  private FaultProxy proxy;
  private Database database;

  @BeforeAll
  static void startServer() throws InterruptedException, SQLException {
    data = DataDirectory.open(directory);
    server = EmbeddedDatabase.start(data, programs());
    Database.open(server.settings()).close();
    try (Connection connection = EmbeddedFixture.superuser(server, "onhand")) {
      execute(
          connection,
          "create table mark (id integer primary key)",
          "grant select, insert, update on mark to onhand_app");
    }
  }

  @AfterAll
  static void stopServer() {
    server.close();
    data.close();
  }

  @BeforeEach
  void openThroughProxy() throws SQLException {
    try (Connection connection = EmbeddedFixture.superuser(server, "onhand")) {
      execute(connection, "truncate mark");
    }
    proxy = FaultProxy.before(server.port());
    DatabaseSettings settings = server.settings().withTimeouts(SHORT);
    database = Database.open(settings.withUrl(proxy.through(settings.url())));
  }

  @AfterEach
  void close() {
    proxy.heal();
    database.close();
    proxy.close();
  }

  @Test
  void leavesNothingOfATransactionThatWasCutBeforeItsCommit() throws SQLException {
    try (Connection connection = database.app().getConnection()) {
      connection.setAutoCommit(false);
      execute(connection, "insert into mark values (1)");
      Toxic cut = proxy.add(new Toxic.Down());
      assertTransient(connection::commit);
      assertThat(proxy.fired(cut)).isPositive();
    }
    assertThat(marks()).isEmpty();
  }

  /** A connection that is cut after its k-th packet, for every k of its life. */
  @Test
  void commitsAllOrNothingWhereverTheConnectionIsCut() throws SQLException {
    Set<Integer> acknowledged = new TreeSet<>();
    int packets = 0;
    Toxic.ResetAfter cut;
    do {
      packets++;
      cut = proxy.add(new Toxic.ResetAfter(Direction.REQUEST, packets));
      if (insertPair(2 * packets)) {
        acknowledged.addAll(List.of(2 * packets, 2 * packets + 1));
      }
      proxy.heal();
    } while (proxy.fired(cut) > 0);
    assertThat(packets).as("packets of a whole life").isGreaterThan(5);
    Set<Integer> marks = marks();
    assertThat(marks).isNotEmpty().containsAll(acknowledged);
    assertThat(marks).allMatch(mark -> marks.contains(mark ^ 1));
  }

  @Test
  void doesNotKnowOfACommitWhoseAnswerIsLost() throws SQLException {
    Toxic lost = proxy.add(new Toxic.DropAnswer(RequestMatcher.statement("commit"), 1));
    try (Connection connection = database.app().getConnection()) {
      connection.setAutoCommit(false);
      execute(connection, "insert into mark values (1)");
      assertTransient(connection::commit);
    }
    assertThat(proxy.fired(lost)).isEqualTo(1);
    assertThat(marks()).containsExactly(1);
  }

  @Test
  void findsItsOwnEffectWhenALostCommitIsRunAgain() throws SQLException, InterruptedException {
    Toxic lost = proxy.add(new Toxic.DropAnswer(RequestMatcher.statement("commit"), 1));
    AtomicInteger runs = new AtomicInteger();
    int inserted =
        retry()
            .run(
                () -> {
                  runs.incrementAndGet();
                  try (Connection connection = database.app().getConnection()) {
                    connection.setAutoCommit(false);
                    int rows =
                        connection
                            .createStatement()
                            .executeUpdate("insert into mark values (1) on conflict do nothing");
                    connection.commit();
                    return rows;
                  }
                });
    assertThat(proxy.fired(lost)).isEqualTo(1);
    assertThat(runs).hasValue(2);
    assertThat(inserted).isZero();
    assertThat(marks()).containsExactly(1);
  }

  @Test
  void freesAThreadWhoseServerIsGoneWithoutAWord() throws SQLException {
    try (Connection connection = database.app().getConnection()) {
      ask(connection, "select 1");
      Toxic blackhole = proxy.add(new Toxic.Blackhole());
      long start = System.nanoTime();
      assertTransient(() -> ask(connection, "select 1"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(proxy.fired(blackhole)).isPositive();
    }
    assertThatThrownBy(() -> database.app().getConnection().close())
        .satisfies(e -> assertThat(SqlErrors.kind(e)).isIn(AWAY));
    proxy.heal();
    awaitAnswer();
  }

  @Test
  void comesBackByItselfAfterTheServerStoppedAtOnce()
      throws SQLException, InterruptedException, IOException, ExecutionException {
    AtomicBoolean stop = new AtomicBoolean();
    List<Integer> acknowledged = new ArrayList<>();
    FutureTask<Integer> writer = new FutureTask<>(() -> writeUntil(stop, acknowledged));
    Thread.ofVirtual().start(writer);
    awaitMarks(20);
    restartAtOnce();
    int before = marks().size();
    awaitMarks(before + 20);
    stop.set(true);
    assertThat(writer.get()).as("failures seen by the writer").isPositive();
    assertThat(marks()).containsAll(acknowledged);
  }

  @Test
  void givesUpALockThatIsNotHadInTime() throws SQLException {
    try (Connection first = database.app().getConnection();
        Connection second = database.app().getConnection()) {
      execute(first, "insert into mark values (1)");
      first.setAutoCommit(false);
      execute(first, "update mark set id = 1");
      assertThatThrownBy(() -> execute(second, "update mark set id = 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"))
          .satisfies(e -> assertThat(SqlErrors.kind(e)).isEqualTo(SqlErrors.Kind.TRANSIENT));
      first.rollback();
    }
  }

  @Test
  void leavesAServerThatHasBecomeReadOnly() throws SQLException {
    try (Connection connection = database.app().getConnection()) {
      execute(connection, "set default_transaction_read_only = on");
      assertThatThrownBy(() -> execute(connection, "insert into mark values (1)"))
          .satisfies(e -> assertThat(SqlErrors.kind(e)).isEqualTo(SqlErrors.Kind.TRANSIENT));
      assertThat(connection.isClosed()).as("thrown away, not given back").isTrue();
    }
  }

  private int writeUntil(AtomicBoolean stop, List<Integer> acknowledged) {
    int failures = 0;
    for (int mark = 1; !stop.get(); mark++) {
      try (Connection connection = database.app().getConnection()) {
        execute(connection, "insert into mark values (" + mark + ")");
        acknowledged.add(mark);
      } catch (SQLException e) {
        assertThat(SqlErrors.kind(e)).isIn(AWAY);
        failures++;
      }
    }
    return failures;
  }

  private boolean insertPair(int mark) {
    DatabaseSettings through = database.settings();
    try (Connection connection =
        Connections.open(through.url(), server.superuser(), through.timeouts())) {
      connection.setAutoCommit(false);
      execute(
          connection,
          "insert into mark values (" + mark + ")",
          "insert into mark values (" + (mark + 1) + ")");
      connection.commit();
      return true;
    } catch (SQLException e) {
      assertThat(SqlErrors.kind(e)).isEqualTo(SqlErrors.Kind.TRANSIENT);
      return false;
    }
  }

  private void awaitMarks(int count) {
    while (marks().size() < count) {
      EmbeddedFixture.pause();
    }
  }

  private void awaitAnswer() {
    while (true) {
      try (Connection connection = database.app().getConnection()) {
        ask(connection, "select 1");
        return;
      } catch (SQLException e) {
        EmbeddedFixture.pause();
      }
    }
  }

  /** What is in the table, asked past the proxy and the pool, as soon as the server answers. */
  private static Set<Integer> marks() {
    while (true) {
      try (Connection connection = EmbeddedFixture.superuser(server, "onhand");
          var rows = connection.createStatement().executeQuery("select id from mark")) {
        Set<Integer> marks = new TreeSet<>();
        while (rows.next()) {
          marks.add(rows.getInt(1));
        }
        return marks;
      } catch (SQLException e) {
        EmbeddedFixture.pause();
      }
    }
  }

  private static void restartAtOnce() throws IOException, InterruptedException {
    List<String> restart =
        PostgresPrograms.unpack(programs())
            .command(
                "pg_ctl",
                "restart",
                "--mode=immediate",
                "--wait",
                "--pgdata=" + directory.toRealPath().resolve("postgres"),
                "--log=" + directory.resolve("log/restart.log"));
    Process process =
        new ProcessBuilder(restart).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor()).isZero();
  }

  private static TransactionRetry retry() {
    return new TransactionRetry(
        RandomGeneratorFactory.of("L64X128MixRandom").create(1), Sleeper.REAL);
  }

  private static void assertTransient(ThrowingCallable statement) {
    assertThatThrownBy(statement)
        .isInstanceOf(SQLException.class)
        .satisfies(e -> assertThat(SqlErrors.kind(e)).isEqualTo(SqlErrors.Kind.TRANSIENT));
  }
}
