package dev.onhand.core.listing;

import org.jspecify.annotations.Nullable;

/**
 * How much of what is available a listing shows. Each step takes what the one before it left, in
 * the order of the parameters.
 *
 * @param stopsSelling shows 0, whatever there is
 * @param buffer units of the product that are kept back, 0 to {@value #UNITS_MAX}
 * @param percent of what is left, 1 to 100, rounded down
 * @param fixed so many, as long as there are so many; null: no fixed share
 * @param max the most it shows; null: what the channel takes
 * @param min with fewer than this it shows 0; 0: no minimum
 */
public record ListingRule(
    boolean stopsSelling,
    long buffer,
    int percent,
    @Nullable Long fixed,
    @Nullable Long max,
    long min) {

  public static final long UNITS_MAX = 1_000_000_000L;
  private static final int WHOLE = 100;

  /** Shows what there is. */
  public static final ListingRule NONE = new ListingRule(false, 0, WHOLE, null, null, 0);

  public ListingRule {
    requireUnits("buffer", buffer);
    requireUnits("min", min);
    if (percent < 1 || percent > WHOLE) {
      throw new IllegalArgumentException("percent must be from 1 to 100, not " + percent);
    }
    if (fixed != null) {
      requireUnits("fixed", fixed);
    }
    if (max != null) {
      requireUnits("max", max);
      if (min > max) {
        throw new IllegalArgumentException(
            "min must not be more than max (%d), not %d".formatted(max, min));
      }
    }
  }

  private static void requireUnits(String what, long units) {
    if (units < 0 || units > UNITS_MAX) {
      throw new IllegalArgumentException(
          "%s must be a whole number from 0 to %d, not %d".formatted(what, UNITS_MAX, units));
    }
  }

  /**
   * What a listing should show.
   *
   * @param available units of the product that may be promised; below 0 where more is promised than
   *     there is
   * @param units of the product in one of the listing, at least 1
   * @param quantityMax the most that the channel takes
   * @return 0 to quantityMax
   */
  public long desired(long available, long units, long quantityMax) {
    if (stopsSelling || available <= buffer) {
      return 0;
    }
    long left = available - buffer;
    long share = left / WHOLE * percent + left % WHOLE * percent / WHOLE; // cannot overflow
    long shown = share / units;
    if (fixed != null) {
      shown = Math.min(shown, fixed);
    }
    if (max != null) {
      shown = Math.min(shown, max);
    }
    return shown < min ? 0 : Math.min(shown, quantityMax);
  }
}
