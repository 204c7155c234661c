package dev.onhand.core.listing;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which listing is told first: one that shows too much, then one that shows nothing, then others;
 * of equals the one that is off by most units, then the one that waits longest. The columns {@code
 * urgency} and {@code off_by} of table {@code listing} say the same.
 *
 * @param rank 0 is first
 * @param offBy units between what it is believed to show and what it should; the most there is: it
 *     is not known what it shows
 * @param since when it began to be wanted
 */
public record Urgency(int rank, long offBy, Instant since, long listing)
    implements Comparable<Urgency> {

  private static final Comparator<Urgency> FIRST =
      Comparator.comparingInt(Urgency::rank)
          .thenComparing(Comparator.comparingLong(Urgency::offBy).reversed())
          .thenComparing(Urgency::since)
          .thenComparingLong(Urgency::listing);

  /**
   * @param shown what it is believed to show; null: not known
   */
  public static Urgency of(@Nullable Long shown, long desired, Instant since, long listing) {
    int rank = shown == null || shown > desired ? 0 : shown == 0 ? 1 : 2;
    long offBy = shown == null ? Long.MAX_VALUE : Math.abs(desired - shown);
    return new Urgency(rank, offBy, since, listing);
  }

  @Override
  public int compareTo(Urgency other) {
    return FIRST.compare(this, other);
  }
}
