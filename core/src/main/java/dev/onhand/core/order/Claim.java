package dev.onhand.core.order;

import dev.onhand.core.ledger.LocationId;
import java.util.Set;

/**
 * Units of a product that another order waits for, which comes first.
 *
 * @param units 1 or more
 * @param only the locations at which it can take them; empty: wherever orders are sourced from
 */
public record Claim(long units, Set<LocationId> only) {
  public Claim {
    only = Set.copyOf(only);
  }
}
