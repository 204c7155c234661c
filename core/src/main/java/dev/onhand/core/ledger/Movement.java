package dev.onhand.core.ledger;

import dev.onhand.model.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Units that moved from one place to another: a row of the journal, never changed.
 *
 * @param digest what was asked for under the key, so that a repeat can be told from another wish
 * @param from where the units came from; with {@code fromAfter} units left there after the movement
 * @param fromAfter null where the units came from outside
 * @param toAfter null where the units went outside
 * @param reverses the movement that this one undoes
 */
public record Movement(
    MovementId id,
    MovementKey key,
    Digest digest,
    ProductId product,
    Reason reason,
    Quantity quantity,
    Place from,
    @Nullable Balance fromAfter,
    Place to,
    @Nullable Balance toAfter,
    Cause cause,
    String actor,
    @Nullable String note,
    @Nullable MovementId reverses,
    Instant occurredAt,
    Instant recordedAt) {

  /** What was at one end after a movement: in that state, and on hand at that location. */
  public record Balance(long inState, long onHand) {}

  /** Whether on hand at a location rose, fell or stayed. */
  public enum Direction {
    IN,
    OUT,
    NONE
  }

  public Direction directionAt(LocationId location) {
    boolean leaves = from.isOnHandAt(location);
    boolean arrives = to.isOnHandAt(location);
    if (leaves == arrives) {
      return Direction.NONE;
    }
    return arrives ? Direction.IN : Direction.OUT;
  }
}
