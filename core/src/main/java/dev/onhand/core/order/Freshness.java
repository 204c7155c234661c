package dev.onhand.core.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How new a snapshot is: by the channel's own time of change, then by its version, then by when we
 * asked for it. A part that one of two lacks says nothing about them.
 *
 * <p>Among snapshots that all have the same parts this is an order. It is none where some of an
 * order have the channel's time or version and some do not: of a (time 10, asked at 20), b (none,
 * asked at 25) and c (time 5, asked at 30), b is newer than a, c than b, and a than c. No order
 * keeps to both rules, so what comes of such a mixture depends on what comes when.
 *
 * @param updatedAt when the order changed, by the channel's clock
 * @param version the channel's counter of changes
 * @param askedAt when the request for it was sent, or it reached us unasked
 */
public record Freshness(@Nullable Instant updatedAt, @Nullable Long version, Instant askedAt)
    implements Comparable<Freshness> {

  @Override
  public int compareTo(Freshness other) {
    int byChannel = order(other);
    return byChannel != 0 ? byChannel : askedAt.compareTo(other.askedAt);
  }

  /**
   * As {@link #compareTo}, by what the channel says only: 0 also for what it says nothing about.
   */
  int order(Freshness other) {
    if (updatedAt != null && other.updatedAt != null) {
      int byTime = updatedAt.compareTo(other.updatedAt);
      if (byTime != 0) {
        return byTime;
      }
    }
    return version != null && other.version != null ? version.compareTo(other.version) : 0;
  }

  /** Whether the channel gave both the same time or version, so that they should be the same. */
  boolean isTie(Freshness other) {
    boolean isComparable =
        (updatedAt != null && other.updatedAt != null)
            || (version != null && other.version != null);
    return isComparable && order(other) == 0;
  }
}
