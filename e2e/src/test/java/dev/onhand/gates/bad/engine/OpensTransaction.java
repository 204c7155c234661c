package dev.onhand.gates.bad.engine;

import dev.onhand.gates.bad.Breaks;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

@Breaks("engine is plain Java")
final class OpensTransaction {
  Connection open(DataSource source) throws SQLException {
    return source.getConnection();
  }
}
