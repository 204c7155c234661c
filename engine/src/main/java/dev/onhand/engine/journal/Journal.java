package dev.onhand.engine.journal;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import java.util.Optional;

/** Where movements are looked up. */
public interface Journal {

  Optional<JournalEntry> find(SellerId seller, MovementId id);

  Optional<JournalEntry> find(SellerId seller, MovementKey key);

  /**
   * Movements, newest first; cursors are ids of movements, whether or not they exist.
   *
   * @throws IllegalArgumentException if the filter's product or location does not exist
   */
  JournalPage list(SellerId seller, JournalFilter filter, PageRequest page);
}
