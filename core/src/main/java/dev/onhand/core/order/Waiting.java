package dev.onhand.core.order;

import dev.onhand.core.ledger.LocationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/**
 * A line of an order that waits for units of a product. Ordered by who is filled first: by
 * priority, then who waited longest.
 *
 * @param missing units that it waits for
 * @param only the locations at which it can take units; empty: wherever orders are sourced from
 */
public record Waiting(
    long order, String line, int priority, Instant since, long missing, Set<LocationId> only)
    implements Comparable<Waiting> {

  private static final Comparator<Waiting> FIRST_FILLED =
      Comparator.comparingInt(Waiting::priority)
          .reversed()
          .thenComparing(Waiting::since)
          .thenComparingLong(Waiting::order)
          .thenComparing(Waiting::line);

  public Waiting {
    only = Set.copyOf(only);
  }

  @Override
  public int compareTo(Waiting other) {
    return FIRST_FILLED.compare(this, other);
  }
}
