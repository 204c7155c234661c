package dev.onhand.server.channels;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * After which movements listings of their products were computed, so that the journal, which is
 * read for what others recorded, does not have them computed once more.
 */
final class ComputedMovements {

  private Set<Long> unread = new HashSet<>();

  /**
   * What the journal was to have when it was read last. What committed late it has the next time.
   */
  private Set<Long> read = new HashSet<>();

  void add(Set<Long> movements) {
    unread.addAll(movements);
  }

  boolean contains(long movement) {
    return unread.contains(movement) || read.contains(movement);
  }

  /**
   * Up to where the journal is read now: not beyond what waits to be computed, as that would count
   * as done, nor beyond what was, as what comes then is about to wait.
   *
   * @param firstWaiting the first movement whose product waits; the greatest number if none does
   */
  long end(long firstWaiting) {
    long last =
        Stream.concat(unread.stream(), read.stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(Long.MAX_VALUE);
    return Math.min(last, firstWaiting - 1);
  }

  /** The journal was read up to there. What it did not have either it had before. */
  void readTo(long end) {
    Set<Long> now = new HashSet<>();
    Set<Long> later = new HashSet<>();
    unread.forEach(movement -> (movement <= end ? now : later).add(movement));
    read = now;
    unread = later;
  }
}
