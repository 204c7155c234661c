package dev.onhand.core.ledger;

import java.util.Optional;

/** What the ledger holds now, as far as a decision needs it. */
public interface Books {

  Optional<Movement> findMovement(MovementKey key);

  Optional<Movement> findMovement(MovementId id);

  Optional<MovementId> findReversalOf(MovementId id);

  Optional<Stocked> findProduct(ProductRef ref);

  Optional<LocationId> findLocation(LocationRef ref);

  /**
   * The level of a product at a location; an empty one under the product's floor where nothing ever
   * moved.
   */
  Level level(Stocked product, LocationId location);
}
