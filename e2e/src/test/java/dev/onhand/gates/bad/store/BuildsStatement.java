package dev.onhand.gates.bad.store;

import dev.onhand.gates.bad.Breaks;
import java.sql.Connection;
import java.sql.SQLException;

@Breaks("SQL is prepared")
final class BuildsStatement {
  boolean delete(Connection connection, String sku) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute("delete from product where sku = '" + sku + "'");
    }
  }
}
