package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which reservations are wanted; null: all.
 *
 * @param channel code of the order's
 * @param order what the channel calls it
 * @param before only those that began before
 * @param endsBy only those that end by themselves until then
 */
public record ReservationFilter(
    @Nullable ProductRef product,
    @Nullable LocationRef location,
    @Nullable String channel,
    @Nullable String order,
    @Nullable Instant before,
    @Nullable Instant endsBy) {
  public static final ReservationFilter ALL =
      new ReservationFilter(null, null, null, null, null, null);
}
