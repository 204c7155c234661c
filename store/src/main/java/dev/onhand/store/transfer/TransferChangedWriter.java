package dev.onhand.store.transfer;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.transfer.Transfer;
import dev.onhand.engine.transfer.TransferChanged;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.CompanionWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes what became of transfers, whose rows the committer holds and has found at the version
 * before. Numbers are written as they are afterwards, not added, so that writing twice is writing
 * once.
 */
public final class TransferChangedWriter implements CompanionWriter<TransferChanged> {

  @Override
  public Class<TransferChanged> type() {
    return TransferChanged.class;
  }

  @Override
  public void write(Connection connection, SellerId seller, List<TransferChanged> rows)
      throws SQLException {
    for (TransferChanged row : rows) {
      writeHead(connection, seller, row.transfer());
    }
    LineColumns lines = LineColumns.of(rows.stream().map(TransferChanged::transfer).toList());
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            update transfer_line l
            set received = line.received, lost = line.lost, sent_back = line.sent_back
            from unnest(?, ?, ?, ?, ?) as line (transfer_id, product_id, received, lost, sent_back)
            where l.seller_id = ? and l.transfer_id = line.transfer_id and l.product_id = line.product_id
            """)) {
      statement.setObject(1, lines.transfers());
      statement.setObject(2, lines.products());
      statement.setObject(3, lines.received());
      statement.setObject(4, lines.lost());
      statement.setObject(5, lines.sentBack());
      statement.setLong(6, seller.value());
      statement.executeUpdate();
    }
  }

  private static void writeHead(Connection connection, SellerId seller, Transfer transfer)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            update transfer
            set status = ?, updated_at = ?, version = ?
            where seller_id = ? and transfer_id = ? and version < ?
            """)) {
      statement.setString(1, transfer.status().code());
      statement.setObject(2, SqlTimes.toSql(transfer.updatedAt()));
      statement.setLong(3, transfer.version());
      statement.setLong(4, seller.value());
      statement.setLong(5, transfer.id());
      statement.setLong(6, transfer.version());
      statement.executeUpdate();
    }
  }
}
