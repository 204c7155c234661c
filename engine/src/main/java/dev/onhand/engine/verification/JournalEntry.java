package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A movement as far as it can be added up. It takes whatever stands in the journal, also what no
 * command could have led to.
 *
 * @param from null where the units came from outside
 * @param to null where the units went outside
 */
public record JournalEntry(
    MovementId id,
    ProductId product,
    long quantity,
    @Nullable End from,
    @Nullable End to,
    Instant occurredAt,
    Instant recordedAt) {

  /**
   * An end at a location.
   *
   * @param state null: a word that is no state
   * @param after units in the state after the movement, as it says
   * @param onHandAfter units on hand at the location after the movement, as it says
   */
  public record End(LocationId location, @Nullable State state, long after, long onHandAfter) {}
}
