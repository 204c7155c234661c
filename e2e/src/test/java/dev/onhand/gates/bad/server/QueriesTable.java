package dev.onhand.gates.bad.server;

import dev.onhand.gates.bad.Breaks;
import org.springframework.jdbc.core.simple.JdbcClient;

@Breaks("SQL only in store")
final class QueriesTable {
  long count(JdbcClient client) {
    return client.sql("select count(*) from movement").query(Long.class).single();
  }
}
