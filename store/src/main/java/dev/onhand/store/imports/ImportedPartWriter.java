package dev.onhand.store.imports;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.ImportedPart;
import dev.onhand.store.ledger.CompanionWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Notes what an import recorded, in the commit that recorded it. */
public final class ImportedPartWriter implements CompanionWriter<ImportedPart> {

  @Override
  public Class<ImportedPart> type() {
    return ImportedPart.class;
  }

  @Override
  public void write(Connection connection, SellerId seller, List<ImportedPart> rows)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into import_part (seller_id, import_id, first_movement_id, movement_ids)
            values (?, ?, ?, ?)
            """)) {
      for (ImportedPart row : rows) {
        statement.setLong(1, seller.value());
        statement.setLong(2, row.run());
        statement.setLong(3, row.movements().getFirst().value());
        statement.setObject(4, row.movements().stream().mapToLong(MovementId::value).toArray());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
