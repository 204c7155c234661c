package dev.onhand.core.listing;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which listing is told first: one that shows too much, then one that shows nothing, then others;
 * of equals the one that waits longest. The column {@code urgency} of table {@code listing} says
 * the same.
 *
 * @param rank 0 is first
 * @param since when it began to be wanted
 */
public record Urgency(int rank, Instant since, long listing) implements Comparable<Urgency> {

  private static final Comparator<Urgency> FIRST =
      Comparator.comparingInt(Urgency::rank)
          .thenComparing(Urgency::since)
          .thenComparingLong(Urgency::listing);

  /**
   * @param shown what it is believed to show; null: not known
   */
  public static Urgency of(@Nullable Long shown, long desired, Instant since, long listing) {
    int rank = shown == null || shown > desired ? 0 : shown == 0 ? 1 : 2;
    return new Urgency(rank, since, listing);
  }

  @Override
  public int compareTo(Urgency other) {
    return FIRST.compare(this, other);
  }
}
