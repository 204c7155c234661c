package dev.onhand.gates.bad.core;

import dev.onhand.gates.bad.Breaks;
import java.sql.Connection;

@Breaks("core is pure")
final class TalksToDatabase {
  void close(Connection connection) throws java.sql.SQLException {
    connection.close();
  }
}
