package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the committer's transactions can see and write, and that nobody else's can. */
class CommitterFenceIT {

  private static final SellerId FIRST = new SellerId(9001);
  private static final SellerId SECOND = new SellerId(9002);

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private Connection app;

  @BeforeEach
  void begin() throws SQLException {
    try (Connection owner = DATABASE.superuser();
        Statement statement = owner.createStatement()) {
      statement.execute(
          """
          insert into seller (seller_id, code, name, time_zone, created_at)
          select n, 'fence-' || n, 'x', 'UTC', now() from generate_series(9001, 9003) n
          on conflict do nothing;
          insert into seller_head (seller_id) select seller_id from seller on conflict do nothing;
          insert into product (seller_id, sku, sku_folded, name, name_folded, tracking, created_at, updated_at)
          select seller_id, 'A', 'a', 'A', 'a', 'tracked', now(), now() from seller on conflict do nothing;
          insert into location (seller_id, code, name, kind, created_at, updated_at)
          select seller_id, 'A', 'A', 'warehouse', now(), now() from seller on conflict do nothing;
          insert into alert (seller_id, severity, kind, subject, detail, opened_at, last_seen_at)
          select seller_id, 'info', 'x', 'x', 'x', now(), now() from seller on conflict do nothing
          """);
    }
    app = DATABASE.database().app().getConnection();
    app.setAutoCommit(false);
  }

  @AfterEach
  void rollBack() throws SQLException {
    app.rollback();
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seller_head", "product", "location"})
  void committerSeesTheSellersOfItsBatch(String table) throws SQLException {
    fence(FIRST, SECOND);
    assertThat(sellersIn(table)).isEqualTo("9001,9002");
    fence(SECOND);
    assertThat(sellersIn(table)).isEqualTo("9002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seller", "alert"})
  void committerSeesNothingOfOtherKinds(String table) throws SQLException {
    fence(FIRST, SECOND);
    assertThat(sellersIn(table)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seller_head", "product", "location"})
  void appSeesNothingByTheCommittersSetting(String table) throws SQLException {
    ask("select set_config('onhand.sellers', '{9001,9002}', true)");
    assertThat(sellersIn(table)).isNull();
  }

  @Test
  void companionsSeeTheirSellerAsTheApp() throws SQLException {
    fence(FIRST, SECOND);
    Pipeline pipeline = new Pipeline();
    LedgerReads.fenceForOne(pipeline, FIRST);
    pipeline.run(app);
    assertThat(sellersIn("product")).isEqualTo("9001");
    assertThat(sellersIn("alert")).isEqualTo("9001");
    assertThat(ask("select current_user")).isEqualTo("onhand_app");
    fence(SECOND);
    assertThat(sellersIn("product")).isEqualTo("9002");
    assertThat(sellersIn("alert")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into stock_level (seller_id, product_id, location_id, updated_at) values (9003, 1, 1, now())",
        "insert into location (seller_id, code, name, kind, created_at, updated_at) values (9003, 'B', 'B', 'store', now(), now())",
        "update product set seller_id = 9003 where seller_id = 9001",
        "delete from movement",
        "update movement set quantity = 1"
      })
  void committerCannotWriteRowsOfAnotherSellerNorChangeMovements(String sql) throws SQLException {
    fence(FIRST, SECOND);
    assertThatThrownBy(() -> run(sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  @Test
  void committerWritesRowsOfSeveralSellers() throws SQLException {
    fence(FIRST, SECOND);
    run("update product set version = version + 1 where sku = 'A'");
    assertThat(ask("select count(*) from product where version = 2")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void roleAndSettingEndWithTheTransaction(boolean committed) throws SQLException {
    fence(FIRST, SECOND);
    assertThat(ask("select current_user")).isEqualTo("onhand_committer");
    if (committed) {
      app.commit();
    } else {
      app.rollback();
    }
    assertThat(ask("select current_user")).isEqualTo("onhand_app");
    assertThat(ask("select current_setting('onhand.sellers')")).isEmpty();
    assertThat(sellersIn("product")).isNull();
  }

  private void fence(SellerId... sellers) throws SQLException {
    Pipeline pipeline = new Pipeline();
    LedgerReads.fence(pipeline, List.of(sellers));
    pipeline.run(app);
  }

  private String sellersIn(String table) throws SQLException {
    return ask("select string_agg(seller_id::text, ',' order by seller_id) from " + table);
  }

  private String ask(String query) throws SQLException {
    try (Statement statement = app.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = app.createStatement()) {
      statement.execute(sql);
    }
  }
}
