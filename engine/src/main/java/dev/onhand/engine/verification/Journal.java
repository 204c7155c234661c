package dev.onhand.engine.verification;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.SellerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The sealed journal by position: the one order that has no gaps and never changes. Feeds and
 * exports page by it, never by id or time.
 */
public interface Journal {

  /** The most movements that one call gives. */
  int PAGE_MAX = 10_000;

  /** A movement and its place in the journal. */
  record Positioned(long position, Movement movement) {}

  JournalHead head(SellerId seller);

  /**
   * The next movements after a position, in order.
   *
   * @param position 0 to begin at the beginning
   * @param limit 1 to {@value #PAGE_MAX}
   * @return as many as are sealed by now, without a gap; empty at the end
   */
  List<Positioned> movementsAfterPosition(SellerId seller, long position, int limit);

  /** The positions of movements; those not yet sealed have none and are left out. */
  Map<MovementId, Long> positions(SellerId seller, Collection<MovementId> ids);
}
