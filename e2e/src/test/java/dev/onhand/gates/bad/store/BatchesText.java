package dev.onhand.gates.bad.store;

import dev.onhand.gates.bad.Breaks;
import java.sql.SQLException;
import java.sql.Statement;

@Breaks("SQL is prepared")
final class BatchesText {
  void add(Statement statement, String sql) throws SQLException {
    statement.addBatch(sql);
  }
}
