package dev.onhand.store.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.listing.Urgency;
import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UrgencyIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  /** The pusher goes by the column, a replay by the function. */
  @Test
  void isWhatTheColumnSays() throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      String rank = expression(statement, "urgency");
      String offBy = expression(statement, "off_by");
      for (Long shown : Arrays.asList(null, 0L, 1L, 5L)) {
        for (long desired : new long[] {0, 1, 5, 9}) {
          String said =
              one(
                  statement,
                  "select %s || ' ' || %s from (values (cast(%s as bigint), cast(%d as bigint))) as l (shown, desired)"
                      .formatted(rank, offBy, shown, desired));
          Urgency urgency = Urgency.of(shown, desired, Instant.EPOCH, 1);
          assertThat(urgency.rank() + " " + urgency.offBy())
              .as("shown %s, desired %d", shown, desired)
              .isEqualTo(said);
        }
      }
    }
  }

  private static String expression(Statement statement, String column) throws SQLException {
    return one(
        statement,
        "select generation_expression from information_schema.columns"
            + " where table_name = 'listing' and column_name = '%s'".formatted(column));
  }

  private static String one(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
