package dev.onhand.engine.orders;

import org.jspecify.annotations.Nullable;

/**
 * Which orders are wanted; null and false: all.
 *
 * @param channel code
 * @param status the newest that was received, as the channel wrote it
 * @param backordered only those with units that are missing
 * @param parked only those with lines that nothing could be done for
 */
public record OrderFilter(
    @Nullable String channel, @Nullable String status, boolean backordered, boolean parked) {
  public static final OrderFilter ALL = new OrderFilter(null, null, false, false);
}
