package dev.onhand.store.ledger;

import dev.onhand.core.ledger.SellerId;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Statements of the committer's transaction that see the rows of one seller and no others. The
 * fence is switched on together with the first of them, in the same round trip.
 */
public final class Fenced {

  private final Connection connection;
  private final SellerId seller;
  private boolean isSwitchedOn;

  Fenced(Connection connection, SellerId seller) {
    this.connection = connection;
    this.seller = seller;
  }

  public SellerId seller() {
    return seller;
  }

  /** Runs them in one round trip; none if there are none. */
  public void run(Pipeline statements) throws SQLException {
    if (statements.isEmpty()) {
      return;
    }
    if (isSwitchedOn) {
      statements.run(connection);
      return;
    }
    Pipeline fenced = new Pipeline();
    LedgerReads.fenceForOne(fenced, seller);
    fenced.addAll(statements).run(connection);
    isSwitchedOn = true;
  }
}
