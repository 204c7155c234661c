package dev.onhand.store.database;

import static dev.onhand.store.database.EmbeddedFixture.ask;
import static dev.onhand.store.database.EmbeddedFixture.execute;
import static dev.onhand.store.database.EmbeddedFixture.programs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.model.Secret;
import dev.onhand.store.database.DatabaseSettings.Login;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that someone else keeps: reached by a URL, by users with no more rights than given here.
 */
class ExternalDatabaseIT {

  private static final Login WORKER = new Login("shop", Secret.of("shop-password"));
  private static final Login OWNER = new Login("shop_owner", Secret.of("owner-password"));

  @TempDir private static Path directory;

  private static DataDirectory data;
  private static EmbeddedDatabase server;

  private DatabaseSettings settings;

  @BeforeAll
  static void startServer() throws InterruptedException {
    data = DataDirectory.open(directory);
    server = EmbeddedDatabase.start(data, programs());
  }

  @AfterAll
  static void stopServer() {
    server.close();
    data.close();
  }

  @BeforeEach
  void makeUsersAndDatabase() throws SQLException {
    keeper(
        "create role shop login password 'shop-password'",
        "create role shop_owner login password 'owner-password'",
        "create database shop owner shop_owner");
    settings = DatabaseSettings.of(server.url("shop"), WORKER).withMigrationLogin(OWNER);
  }

  @AfterEach
  void dropThem() throws SQLException {
    keeper(
        "drop database if exists shop with (force)",
        "drop role if exists shop, shop_owner, onhand_app, onhand_committer, onhand_platform");
  }

  @Test
  void saysWhatTheKeeperOfTheServerMustRun() throws SQLException {
    List<String> statements =
        List.of(
            "create role onhand_app nologin;",
            "create role onhand_committer nologin;",
            "create role onhand_platform nologin;",
            "grant onhand_app to onhand_committer;",
            "grant onhand_app to shop;",
            "grant onhand_committer to shop;",
            "grant onhand_platform to shop;");
    assertThatThrownBy(() -> Database.open(settings).close())
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessageContaining(String.join("\n  ", statements));
    keeper(statements.toArray(String[]::new));
    try (Database database = Database.open(settings)) {
      assertThat(database.problems()).isEmpty();
      try (Connection connection = database.app().getConnection()) {
        assertThat(ask(connection, "select session_user || ' as ' || current_user"))
            .isEqualTo("shop as onhand_app");
      }
    }
  }

  @Test
  void makesTheRolesWhereItMay() throws SQLException {
    keeper("alter role shop_owner createrole");
    try (Database database = Database.open(settings)) {
      assertThat(database.problems()).isEmpty();
    }
  }

  @Test
  void worksWithOneUserForAll() throws SQLException {
    keeper("alter role shop_owner createrole");
    DatabaseSettings one = settings.withMigrationLogin(OWNER);
    one = new DatabaseSettings(one.url(), OWNER, OWNER, one.pools(), one.timeouts());
    try (Database database = Database.open(one);
        Connection connection = database.app().getConnection()) {
      assertThat(database.problems()).isEmpty();
      assertThatThrownBy(() -> execute(connection, "delete from movement"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void isBroughtToItsVersionByOneNodeOfSeveral()
      throws SQLException, InterruptedException, ExecutionException {
    keeper("alter role shop_owner createrole");
    List<FutureTask<List<String>>> nodes = new ArrayList<>();
    for (int node = 0; node < 3; node++) {
      FutureTask<List<String>> start = new FutureTask<>(this::openAndLook);
      nodes.add(start);
      Thread.ofVirtual().start(start);
    }
    for (FutureTask<List<String>> node : nodes) {
      assertThat(node.get()).isEmpty();
    }
  }

  @Test
  void saysThatTheMigrationUserMayNotMakeTables() throws SQLException {
    keeper("create role onhand_app", "create role onhand_committer", "create role onhand_platform");
    keeper("grant onhand_app to onhand_committer");
    keeper("grant onhand_app, onhand_committer, onhand_platform to shop");
    DatabaseSettings wrong = settings.withMigrationLogin(WORKER);
    assertThatThrownBy(() -> Database.open(wrong).close())
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessageContainingAll(
            "The user shop may not change the tables",
            "ONHAND_DATABASE_MIGRATION_USER",
            "grant usage, create on schema public to \"shop\";");
  }

  @Test
  void saysWhyItCannotBeReached() throws SQLException {
    Login mistyped = new Login("shop", Secret.of("wrong"));
    DatabaseSettings refused = DatabaseSettings.of(settings.url(), mistyped);
    assertThatThrownBy(() -> Database.open(refused).close())
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessageContainingAll("refuses user shop or the password", "ONHAND_DATABASE_PASSWORD")
        .hasMessageNotContaining("wrong");
    assertThat(Database.problems(settings.withUrl(server.url("nowhere"))))
        .singleElement()
        .asString()
        .contains("there is no such database");
    assertThat(Database.problems(settings.withUrl("jdbc:postgresql://127.0.0.1:1/shop")))
        .singleElement()
        .asString()
        .contains("no server that can be written to answers there");
  }

  @Test
  void namesEachThingThatIsWrong() throws SQLException {
    keeper("alter role shop_owner createrole");
    try (Database database = Database.open(settings)) {
      assertProblem(
          database,
          "revoke insert on movement from onhand_app",
          "may not insert on movement. Run: grant insert on movement to onhand_app;");
      assertProblem(
          database,
          "revoke usage on sequence movement_id from onhand_app",
          "grant usage on sequence movement_id to onhand_app;");
      assertProblem(
          database,
          "grant update on movement to onhand_app",
          "may update movements, which nobody may");
      assertProblem(
          database,
          "alter table product no force row level security",
          "Row level security is not forced on product.");
      assertProblem(
          database, "drop policy own_rows on location", "The table location has no policy");
      assertProblem(
          database,
          "alter role onhand_app bypassrls",
          "The role onhand_app bypasses row level security");
      assertProblem(
          database,
          "revoke onhand_app from onhand_committer granted by shop_owner",
          "has not the rights of onhand_app. Run: grant onhand_app to onhand_committer;");
      assertProblem(database, "alter role shop superuser", "The user shop is a superuser");
      assertProblem(
          database, "alter table alert owner to onhand_app", "The role onhand_app owns alert");
      assertProblem(database, "delete from flyway_schema_history", "migrations have not run");
      assertProblem(
          database,
          "alter database shop set synchronous_commit = off",
          "synchronous_commit is off");
      assertProblem(
          database,
          "alter database shop set default_transaction_read_only = on",
          "default_transaction_read_only is on");
    }
  }

  @Test
  void namesARoleThatIsMissingOrNotGiven() throws SQLException {
    assertThat(Database.problems(settings))
        .contains("The role onhand_app is missing. Run: create role onhand_app nologin;");
    keeper("create role onhand_app nologin");
    assertThat(Database.problems(settings))
        .contains(
            "The user shop is not a member of the role onhand_app. Run: grant onhand_app to \"shop\";");
  }

  @Test
  void namesAServerThatDoesNotWaitForItsDisk() throws SQLException {
    keeper(
        "alter system set fsync = off",
        "alter system set full_page_writes = off",
        "select pg_reload_conf()");
    try {
      assertThat(Database.problems(settings))
          .anyMatch(problem -> problem.startsWith("fsync is off"))
          .anyMatch(problem -> problem.startsWith("full_page_writes is off"));
    } finally {
      keeper("alter system reset all", "select pg_reload_conf()");
    }
  }

  private List<String> openAndLook() {
    try (Database database = Database.open(settings)) {
      return database.problems();
    }
  }

  private static void assertProblem(Database database, String damage, String named)
      throws SQLException {
    assertThat(database.problems()).noneMatch(problem -> problem.contains(named));
    try (Connection connection = EmbeddedFixture.superuser(server, "shop")) {
      execute(connection, damage);
    }
    assertThat(database.problems()).as(damage).anyMatch(problem -> problem.contains(named));
  }

  private static void keeper(String... statements) throws SQLException {
    try (Connection connection = EmbeddedFixture.superuser(server, "postgres")) {
      execute(connection, statements);
    }
  }
}
