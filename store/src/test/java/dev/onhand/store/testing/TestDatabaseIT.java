package dev.onhand.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  @Test
  void worksAsTheRolesOfProduction() throws SQLException {
    assertThat(ask(DATABASE.database().app(), "select current_user")).isEqualTo("onhand_app");
    assertThat(ask(DATABASE.database().jobs(), "select current_user")).isEqualTo("onhand_app");
    assertThat(ask(DATABASE.database().platform(), "select current_user"))
        .isEqualTo("onhand_platform");
  }

  @Test
  void hasNothingOfAnotherDatabase() throws SQLException {
    try (TestDatabase other = TestDatabase.create();
        Connection connection = other.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("create table elsewhere (id bigint)");
      assertThat(ask(DATABASE.database().app(), "select to_regclass('elsewhere')")).isNull();
    }
  }

  @Test
  void waitsForItsDiskWhereATestNeedsThat() throws SQLException {
    try (TestDatabase durable = TestDatabase.createDurable()) {
      assertThat(ask(durable.database().app(), "show fsync")).isEqualTo("on");
      assertThat(ask(durable.database().app(), "show synchronous_commit")).isEqualTo("on");
    }
  }

  private static String ask(DataSource source, String query) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
