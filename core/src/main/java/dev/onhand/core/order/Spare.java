package dev.onhand.core.order;

import dev.onhand.core.ledger.LocationId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What is free of a product once all have theirs who come first: the difference of a location first
 * (below its floor nothing is free), then older backorders.
 */
final class Spare {

  private final Map<LocationId, Long> free = new HashMap<>();
  private final boolean isOwed;
  private long owedAnywhere;

  /**
   * @param places where those who come first may take from
   * @param free units above the floor, by location; negative: none
   * @param claims in the order in which they are filled
   */
  Spare(Collection<LocationId> places, ToLongFunction<LocationId> free, List<Claim> claims) {
    places.forEach(place -> this.free.put(place, Math.max(0, free.applyAsLong(place))));
    this.isOwed = !claims.isEmpty();
    claims.forEach(this::owe);
  }

  private void owe(Claim claim) {
    if (claim.only().isEmpty()) {
      owedAnywhere += claim.units();
      return;
    }
    long rest = claim.units();
    for (LocationId place : claim.only().stream().sorted().toList()) {
      long some = Math.min(rest, free.getOrDefault(place, 0L));
      if (some > 0) {
        free.merge(place, -some, Long::sum);
        rest -= some;
      }
    }
  }

  /** Whether anyone comes first. */
  boolean isOwed() {
    return isOwed;
  }

  /** How many units may be taken at most, over all locations. */
  long units() {
    return Math.max(0, free.values().stream().mapToLong(Long::longValue).sum() - owedAnywhere);
  }

  /** How many may be taken at a location, as long as it is not more than {@link #units}. */
  long at(LocationId place) {
    return free.getOrDefault(place, 0L);
  }
}
