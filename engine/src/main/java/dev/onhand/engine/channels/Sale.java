package dev.onhand.engine.channels;

import java.time.Instant;

/**
 * Units that a channel took off a listing for an order, as the order says now.
 *
 * @param order the channel's name of it
 * @param wanted units of the listing that are sold and not given up, whenever the channel takes
 *     them off
 * @param taken units of the listing that the channel took off, all together
 * @param givenUp of these, not wanted any more, whether it put them back or not
 * @param soldAt when they were sold, by the channel's clock
 * @param changedAt when the order changed last, by the channel's clock
 */
public record Sale(
    long listing,
    String order,
    String line,
    long wanted,
    long taken,
    long givenUp,
    Instant soldAt,
    Instant changedAt) {

  /** Those that are wanted still. */
  public long units() {
    return taken - givenUp;
  }
}
