package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.SellerId;
import java.util.List;

/**
 * Told of movements that were just committed, on the committer's own thread: it must only take note
 * and return.
 */
@FunctionalInterface
public interface CommitObserver {

  CommitObserver NONE = (seller, recorded) -> {};

  void committed(SellerId seller, List<Movement> recorded);
}
