package dev.onhand.engine.channels;

import java.time.Instant;

/**
 * Units that a channel took off a listing for an order, as the order says now.
 *
 * @param order the channel's name of it
 * @param units of the listing, all together; 0: none any more
 * @param soldAt when they were sold, by the channel's clock
 * @param changedAt when the order changed last, by the channel's clock
 */
public record Sale(
    long listing, String order, String line, long units, Instant soldAt, Instant changedAt) {}
