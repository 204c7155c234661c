package dev.onhand.engine.channels;

import dev.onhand.connector.RemoteListing;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Listings that were read.
 *
 * @param run the full read it is of; null: they were read singly
 * @param askedAt when they were asked for, by our clock
 * @param answeredAt when they were there, by our clock
 * @param areOrdersIn whether all that was sold until then is known
 */
public record ReadPage(
    @Nullable Long run,
    List<RemoteListing> listings,
    Instant askedAt,
    Instant answeredAt,
    boolean areOrdersIn) {

  public ReadPage {
    listings = List.copyOf(listings);
  }

  /** The same, when what was sold until it was read is known. */
  ReadPage withOrdersIn() {
    return new ReadPage(run, listings, askedAt, answeredAt, true);
  }

  /**
   * What came of it.
   *
   * @param created were not known before
   * @param differing showed something else than believed
   * @param named external ids of orders of whose listings the names were found
   */
  public record Result(int created, int differing, Set<String> named) {}
}
