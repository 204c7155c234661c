package dev.onhand.store.ledger;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.Companion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes one type of companion rows inside the committer's transaction, set-based. A row may be
 * handed in again after a lost answer, so writing it twice must be writing it once.
 */
public non-sealed interface CompanionWriter<T extends Companion> extends RowKeeper {

  /** The type it writes. */
  @Override
  Class<T> type();

  /**
   * Writes the rows of one seller, whose setting is switched on. Must neither commit nor roll back.
   */
  void write(Connection connection, SellerId seller, List<T> rows) throws SQLException;
}
