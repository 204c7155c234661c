package dev.onhand.core.batch;

import dev.onhand.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a device saw of one product.
 *
 * @param units so many; in a count 0: none is there. Fewer than 0 take back what was scanned by
 *     mistake
 * @param at when; cut to microseconds, which is what is kept
 * @param isRecount whether counting begins anew with it
 */
public record Scan(long units, Instant at, boolean isRecount) {

  public Scan {
    if (units < -Quantity.UNITS_MAX || units > Quantity.UNITS_MAX) {
      throw new IllegalArgumentException(
          "units must be a whole number from -%1$d to %1$d, not %2$d"
              .formatted(Quantity.UNITS_MAX, units));
    }
    at = at.truncatedTo(ChronoUnit.MICROS);
  }
}
