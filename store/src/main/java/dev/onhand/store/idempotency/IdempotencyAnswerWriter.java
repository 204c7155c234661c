package dev.onhand.store.idempotency;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.idempotency.IdempotencyAnswer;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.CompanionWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/**
 * Writes answers in the commit of the movements they go with. The first of two twins wins: the
 * second's movements have the same keys, so it has none of its own to answer for.
 */
public final class IdempotencyAnswerWriter implements CompanionWriter<IdempotencyAnswer> {

  private final InstantSource clock;

  public IdempotencyAnswerWriter(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Class<IdempotencyAnswer> type() {
    return IdempotencyAnswer.class;
  }

  @Override
  public void write(Connection connection, SellerId seller, List<IdempotencyAnswer> rows)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into idempotency_answer (seller_id, scope, key, fingerprint, status, body, created_at)
            select ?, scope, key, fingerprint, status, body, ?
            from unnest(?, ?, ?, ?, ?) as answer (scope, key, fingerprint, status, body)
            on conflict do nothing -- the primary key
            """)) {
      statement.setLong(1, seller.value());
      statement.setObject(2, SqlTimes.toSql(clock.instant()));
      statement.setArray(
          3, texts(connection, rows.stream().map(row -> row.request().scope()).toList()));
      statement.setArray(
          4, texts(connection, rows.stream().map(row -> row.request().key()).toList()));
      statement.setArray(
          5,
          connection.createArrayOf(
              "bytea",
              rows.stream()
                  .map(row -> row.request().fingerprint().toBytes())
                  .toArray(byte[][]::new)));
      statement.setArray(
          6,
          connection.createArrayOf(
              "int4", rows.stream().map(IdempotencyAnswer::status).toArray(Integer[]::new)));
      statement.setArray(7, texts(connection, rows.stream().map(IdempotencyAnswer::body).toList()));
      statement.executeUpdate();
    }
  }

  private static java.sql.Array texts(Connection connection, List<String> texts)
      throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }
}
