package dev.onhand.store.transfer;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.transfer.Transfer;
import dev.onhand.engine.transfer.TransferSent;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.CompanionWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes new transfers. A list that is committed already has no rows to write, so nothing is
 * written twice; a reference that another transfer has is an error, which undoes the movements too.
 */
public final class TransferSentWriter implements CompanionWriter<TransferSent> {

  @Override
  public Class<TransferSent> type() {
    return TransferSent.class;
  }

  @Override
  public void write(Connection connection, SellerId seller, List<TransferSent> rows)
      throws SQLException {
    for (TransferSent row : rows) {
      writeHead(connection, seller, row.transfer());
    }
    LineColumns lines = LineColumns.of(rows.stream().map(TransferSent::transfer).toList());
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into transfer_line (seller_id, transfer_id, product_id, sent)
            select ?, transfer_id, product_id, sent
            from unnest(?, ?, ?) as line (transfer_id, product_id, sent)
            """)) {
      statement.setLong(1, seller.value());
      statement.setObject(2, lines.transfers());
      statement.setObject(3, lines.products());
      statement.setObject(4, lines.sent());
      statement.executeUpdate();
    }
  }

  /** One by one: of several in one commit there are hardly ever any. */
  private static void writeHead(Connection connection, SellerId seller, Transfer transfer)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into transfer (seller_id, transfer_id, reference, from_location_id, to_location_id,
              status, note, actor, created_at, updated_at, version)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      statement.setLong(1, seller.value());
      statement.setLong(2, transfer.id());
      statement.setString(3, transfer.reference());
      statement.setLong(4, transfer.from().id().value());
      statement.setLong(5, transfer.to().id().value());
      statement.setString(6, transfer.status().code());
      statement.setString(7, transfer.note());
      statement.setString(8, transfer.actor());
      statement.setObject(9, SqlTimes.toSql(transfer.createdAt()));
      statement.setObject(10, SqlTimes.toSql(transfer.updatedAt()));
      statement.setLong(11, transfer.version());
      statement.executeUpdate();
    }
  }
}
