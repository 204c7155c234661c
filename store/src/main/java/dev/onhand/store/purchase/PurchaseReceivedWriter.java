package dev.onhand.store.purchase;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.purchase.PurchaseReceived;
import dev.onhand.store.ledger.CompanionWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes what arrived for purchase orders, whose rows the committer holds and has found at the
 * version before. Of several in one commit there are hardly ever any, so they go one by one.
 */
public final class PurchaseReceivedWriter implements CompanionWriter<PurchaseReceived> {

  @Override
  public Class<PurchaseReceived> type() {
    return PurchaseReceived.class;
  }

  @Override
  public void write(Connection connection, SellerId seller, List<PurchaseReceived> rows)
      throws SQLException {
    for (PurchaseReceived row : rows) {
      PurchaseWrites.head(connection, seller, row.order().head());
      PurchaseWrites.lines(connection, seller, row.order());
      PurchaseWrites.receipt(connection, seller, row.order().head().id(), row.receipt());
    }
  }
}
