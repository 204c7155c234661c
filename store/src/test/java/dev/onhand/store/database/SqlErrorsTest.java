package dev.onhand.store.database;

import static dev.onhand.store.database.SqlErrors.Kind.CONSTRAINT;
import static dev.onhand.store.database.SqlErrors.Kind.DISK_FULL;
import static dev.onhand.store.database.SqlErrors.Kind.NO_CONNECTION;
import static dev.onhand.store.database.SqlErrors.Kind.OTHER;
import static dev.onhand.store.database.SqlErrors.Kind.PERMISSION;
import static dev.onhand.store.database.SqlErrors.Kind.TOOK_TOO_LONG;
import static dev.onhand.store.database.SqlErrors.Kind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class SqlErrorsTest {

  @Test
  void knowsWhatPasses() {
    List<String> states =
        List.of(
            "40001", "40P01", "55P03", "08000", "08001", "08003", "08006", "57P01", "57P02",
            "57P03", "25006", "53300");
    assertThat(states).allSatisfy(state -> assertThat(kind(state)).isEqualTo(TRANSIENT));
  }

  @Test
  void knowsWhatDoesNotPassByItself() {
    assertThat(kind("53100")).isEqualTo(DISK_FULL);
    assertThat(kind("42501")).isEqualTo(PERMISSION);
    assertThat(kind("23505")).isEqualTo(CONSTRAINT);
    assertThat(kind("23514")).isEqualTo(CONSTRAINT);
    assertThat(kind("42P01")).isEqualTo(OTHER);
    assertThat(kind("57014")).isEqualTo(TOOK_TOO_LONG);
    assertThat(SqlErrors.kind(new SQLException("without a state"))).isEqualTo(OTHER);
    assertThat(SqlErrors.kind(new IllegalStateException("not of the database"))).isEqualTo(OTHER);
  }

  @Test
  void looksBelowWhatWrapsIt() {
    Throwable wrapped =
        new IllegalStateException(new RuntimeException(new SQLException("", "40P01")));
    assertThat(SqlErrors.kind(wrapped)).isEqualTo(TRANSIENT);
    assertThat(SqlErrors.find(wrapped)).map(SQLException::getSQLState).contains("40P01");
  }

  @Test
  void namesTheFailureAndNotTheRollbackThatFailedAfterIt() {
    TransactionSystemException rollback =
        new TransactionSystemException("rollback", new SQLException("connection is closed"));
    assertThat(SqlErrors.kind(rollback)).isEqualTo(OTHER);
    rollback.initApplicationException(new RuntimeException(new SQLException("", "57P01")));
    assertThat(SqlErrors.kind(rollback)).isEqualTo(TRANSIENT);
  }

  @Test
  void tellsAnEmptyPoolFromAServerThatIsAway() {
    assertThat(SqlErrors.kind(new SQLTransientConnectionException("timed out", "28P01")))
        .as("the server does not let us in")
        .isEqualTo(SqlErrors.Kind.NO_CONNECTION);
    assertThat(SqlErrors.kind(new SQLTransientConnectionException("timed out")))
        .isEqualTo(NO_CONNECTION);
    assertThat(SqlErrors.kind(new SQLTransientConnectionException("timed out", "08001")))
        .isEqualTo(TRANSIENT);
  }

  private static SqlErrors.Kind kind(String state) {
    return SqlErrors.kind(new SQLException("scripted", state));
  }
}
