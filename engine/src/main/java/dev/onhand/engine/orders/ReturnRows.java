package dev.onhand.engine.orders;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.util.Optional;

/**
 * What came back, as lists show it: the journal's movements for a return, whoever said so, with an
 * order or without one. What an order's correction put back without its having come back is none.
 */
public interface ReturnRows {

  Optional<JournalEntry> find(SellerId seller, MovementId id);

  /**
   * Newest first; cursors are ids of movements.
   *
   * @throws IllegalArgumentException if the filter's product or location does not exist
   */
  Slice<JournalEntry> list(SellerId seller, ReturnFilter filter, PageRequest page);
}
