package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.store.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Keys that are in the journal already: the insert that meets one fails, and all is looked up. */
@Timeout(60)
class RepeatedKeysIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private Committer committer;
  private DatabaseSeller seller;

  @BeforeEach
  void start() {
    TestTables.create(DATABASE);
    committer = start(DATABASE.database().app());
    seller =
        DatabaseSeller.add(DATABASE.database().platform(), DATABASE.database().app(), committer);
    TestWorks.furnish(seller);
  }

  private static Committer start(DataSource app) {
    return Committer.start(
        app,
        new CommitterSettings(1, 2_048, 60_000),
        TestTables.WRITERS,
        CommitObserver.NONE,
        InstantSource.system());
  }

  @AfterEach
  void stop() {
    committer.close();
  }

  private List<Outcome> send(CommandList list) {
    return committer.submit(list).orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** A failure is written to the server's log, which whoever sends all once more must not fill. */
  @Test
  void failsOnOneRepeatedKeyAndLooksForThoseThatFollow() throws SQLException {
    CommandList list = TestWorks.pair(seller.id(), "again");
    send(list);
    assertThat(idsDrawnBy(list)).as("tried, failed and decided anew").isEqualTo(4);
    assertThat(idsDrawnBy(list)).as("decided once").isEqualTo(2);
  }

  /** The pool closes a connection when it hears that its session ended. */
  @Test
  void triesAgainWhenTheSessionEndsAsAKeyIsMet() {
    CommandList list = TestWorks.pair(seller.id(), "again and gone");
    send(list);
    committer.close();
    AtomicInteger rollbacks = new AtomicInteger();
    committer = start(closedAtFirstRollback(DATABASE.database().app(), rollbacks));
    assertThat(send(list)).allMatch(Outcome.AlreadyRecorded.class::isInstance);
    assertThat(rollbacks).hasPositiveValue();
  }

  private static DataSource closedAtFirstRollback(DataSource app, AtomicInteger rollbacks) {
    return new DelegatingDataSource(app) {
      @Override
      public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("rollback") && rollbacks.getAndIncrement() == 0) {
                    connection.close();
                    throw new SQLException("Connection is closed");
                  }
                  return invoke(connection, method, arguments);
                });
      }
    };
  }

  private static Object invoke(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private long idsDrawnBy(CommandList repeated) throws SQLException {
    long before = lastId();
    assertThat(send(repeated)).allMatch(Outcome.AlreadyRecorded.class::isInstance);
    return lastId() - before;
  }

  private static long lastId() throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("select last_value from movement_id")) {
      row.next();
      return row.getLong(1);
    }
  }
}
