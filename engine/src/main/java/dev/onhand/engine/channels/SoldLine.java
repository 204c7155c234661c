package dev.onhand.engine.channels;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a line of an order sold of a listing, of which the order says only what it is called.
 *
 * @param order the channel's name of it
 * @param listing what the channel calls the listing; null: it does not say
 * @param sku the listing's there; null: it has none
 * @param wanted units of the listing that are sold and not given up, whenever the channel takes
 *     them off
 * @param taken units of the listing that the channel took off, all together
 * @param givenUp of these, not wanted any more, whether it put them back or not
 * @param soldAt when they were sold, by the channel's clock
 * @param changedAt when the order changed last, by the channel's clock
 */
public record SoldLine(
    String order,
    String line,
    @Nullable String listing,
    @Nullable String sku,
    long wanted,
    long taken,
    long givenUp,
    Instant soldAt,
    Instant changedAt) {

  /** What it calls the listing; none: no listing can be found for it. */
  public Set<String> names() {
    return Stream.of(listing, sku)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Of the listings that have such names the one that is meant; null: none has. */
  public Listings.@Nullable Named find(Map<String, Listings.Named> named) {
    return find(named, listing, sku);
  }

  static Listings.@Nullable Named find(
      Map<String, Listings.Named> named, @Nullable String listing, @Nullable String sku) {
    Listings.Named byId = listing == null ? null : named.get(listing);
    return byId != null || sku == null ? byId : named.get(sku);
  }

  /** The same, as the sale of that listing. */
  public Sale of(long found) {
    return new Sale(found, order, line, wanted, taken, givenUp, soldAt, changedAt);
  }
}
