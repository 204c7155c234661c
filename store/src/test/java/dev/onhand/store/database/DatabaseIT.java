package dev.onhand.store.database;

import static dev.onhand.store.database.EmbeddedFixture.ask;
import static dev.onhand.store.database.EmbeddedFixture.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class DatabaseIT {

  private static final String PERMISSION = "42501";

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final DataSource app = DATABASE.database().app();
  private final DataSource platform = DATABASE.database().platform();

  @Test
  void hasNoProblems() {
    assertThat(DATABASE.database().problems())
        .allMatch(
            problem ->
                problem.contains("fsync")
                    || problem.contains("_writes")
                    || problem.contains("synchronous_commit"));
  }

  @Test
  void appHasNoRightsBeyondTheTables() throws SQLException {
    try (Connection connection = app.getConnection()) {
      for (String statement :
          List.of(
              "create table mine (id bigint)",
              "create temporary table mine (id bigint)",
              "create role friend",
              "alter table movement disable trigger all",
              "alter table movement no force row level security",
              "select * from pg_authid",
              "select * from token_index",
              "select * from flyway_schema_history",
              "copy (select 1) to program 'true'",
              "set session authorization onhand_migration")) {
        assertRefused(() -> execute(connection, statement));
      }
    }
  }

  @Test
  void appHasNothingWhenItGivesUpItsRole() throws SQLException {
    try (Connection connection = app.getConnection()) {
      execute(connection, "reset role");
      assertThat(ask(connection, "select current_user")).isEqualTo("onhand_login");
      for (String statement :
          List.of(
              "select * from product",
              "select * from seller",
              "create table mine (id bigint)",
              "set role onhand_migration",
              "set role postgres")) {
        assertRefused(() -> execute(connection, statement));
      }
      execute(connection, "set role onhand_app");
    }
  }

  @Test
  void appSeesOneSellerOnly() throws SQLException {
    try (Connection owner = DATABASE.superuser()) {
      execute(
          owner,
          "insert into seller (seller_id, code, name, time_zone, created_at) select n, 'fence-' || n, 'x', 'UTC', now() from generate_series(7001, 7002) n");
    }
    try (Connection connection = app.getConnection()) {
      assertThat(ask(connection, "select count(*) from seller")).isEqualTo("0");
      connection.setAutoCommit(false);
      ask(connection, "select set_config('onhand.seller', '7001', true)");
      assertThat(ask(connection, "select string_agg(code, ',') from seller"))
          .isEqualTo("fence-7001");
      execute(connection, location(7001));
      assertRefused(() -> execute(connection, location(7002)));
      connection.rollback();
      assertThat(ask(connection, "select count(*) from seller")).isEqualTo("0");
      connection.rollback();
    }
  }

  @Test
  void platformSeesNoStock() throws SQLException {
    try (Connection connection = platform.getConnection()) {
      for (String table : List.of("product", "movement", "stock_level", "transfer", "job")) {
        assertRefused(() -> ask(connection, "select count(*) from " + table));
      }
    }
  }

  @Test
  void refusesToChangeAMovementAndSaysSoInTheLog() throws SQLException {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.onhand.ledger");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try (Connection connection = app.getConnection()) {
      assertRefused(() -> execute(connection, "update movement set quantity = 1"));
      assertRefused(() -> execute(connection, "delete from movement"));
      assertRefused(() -> execute(connection, "truncate movement"));
      assertRefused(() -> execute(connection, "select * from token_index"));
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list).hasSize(3);
    assertThat(log.list)
        .allSatisfy(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getFormattedMessage()).startsWith("movement change refused");
            });
  }

  @Test
  void setsLimitsOnEverySession() throws SQLException {
    try (Connection connection = app.getConnection()) {
      assertThat(ask(connection, "show lock_timeout")).isEqualTo("5s");
      assertThat(ask(connection, "show statement_timeout")).isEqualTo("44s");
      assertThat(ask(connection, "show idle_in_transaction_session_timeout")).isEqualTo("1min");
      assertThat(ask(connection, "show timezone")).isEqualTo("UTC");
      assertThat(ask(connection, "show application_name")).isEqualTo("onhand-app");
    }
  }

  @Test
  void failsSoonWithoutAFreeConnectionWhileJobsGoOn() throws SQLException {
    DatabaseSettings small =
        DATABASE
            .settings()
            .withPools(new DatabaseSettings.Pools(1, 1, 1))
            .withTimeouts(
                new DatabaseSettings.Timeouts(
                    Duration.ofMillis(300),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(45),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10)));
    try (Database database = Database.open(small);
        Connection taken = database.app().getConnection()) {
      assertThat(taken.isClosed()).isFalse();
      assertThatThrownBy(() -> database.app().getConnection())
          .satisfies(e -> assertThat(SqlErrors.kind(e)).isEqualTo(SqlErrors.Kind.NO_CONNECTION));
      try (Connection job = database.jobs().getConnection()) {
        assertThat(ask(job, "select current_user")).isEqualTo("onhand_app");
      }
    }
  }

  @Test
  void givesUpWhatTakesLongerThanTheLimitAndKeepsTheConnection() {
    SellerTransactions transactions = new SellerTransactions(app);
    SellerId seller = new SellerId(1);
    assertThatThrownBy(
            () ->
                StatementLimit.within(
                    Duration.ofMillis(50),
                    () ->
                        transactions.call(
                            seller, jdbc -> jdbc.sql("select pg_sleep(30)").query().singleRow())))
        .satisfies(e -> assertThat(SqlErrors.kind(e)).isEqualTo(SqlErrors.Kind.TOOK_TOO_LONG));
    assertThat(StatementLimit.within(Duration.ofMillis(50), () -> limit(transactions, seller)))
        .isEqualTo("50ms");
    assertThat(
            StatementLimit.within(
                Duration.ofMillis(50),
                () -> StatementLimit.lifted(() -> limit(transactions, seller))))
        .isEqualTo("44s");
    assertThat(limit(transactions, seller)).isEqualTo("44s");
  }

  private static String limit(SellerTransactions transactions, SellerId seller) {
    return transactions.call(
        seller, jdbc -> jdbc.sql("show statement_timeout").query(String.class).single());
  }

  private static String location(long seller) {
    return "insert into location (seller_id, code, name, kind, created_at, updated_at) values (%d, 'A', 'A', 'warehouse', now(), now())"
        .formatted(seller);
  }

  private static void assertRefused(ThrowingCallable statement) {
    assertThatThrownBy(statement)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(PERMISSION));
  }
}
