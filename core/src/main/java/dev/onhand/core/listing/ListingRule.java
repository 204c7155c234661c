package dev.onhand.core.listing;

import java.util.ArrayList;
import java.util.List;
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

  /** The same, that keeps back so many units at least. */
  public ListingRule keepingBack(long units) {
    return withBuffer(Math.max(buffer, units));
  }

  /** The same with another buffer. */
  public ListingRule withBuffer(long units) {
    return new ListingRule(stopsSelling, units, percent, fixed, max, min);
  }

  /**
   * What a listing should show.
   *
   * @param supply what there is of its product
   * @param quantityMax the most that the channel takes
   * @return 0 to quantityMax
   */
  public long desired(Supply supply, long quantityMax) {
    return steps(supply, quantityMax).getLast().left();
  }

  /**
   * How it comes to what a listing should show, step by step: first what there is, then each step
   * that holds, also where it takes nothing away.
   *
   * @param quantityMax as {@link #desired}
   * @return at least one; the last one's number is what the listing should show
   */
  public List<RuleStep> steps(Supply supply, long quantityMax) {
    Walk walk = new Walk(supply.available());
    if (supply.available() < 0) {
      walk.to(RuleStep.Kind.NOT_BELOW_ZERO, 0);
    }
    if (stopsSelling) {
      walk.to(RuleStep.Kind.STOP_SELLING, 0);
    } else {
      share(walk, supply.tuned());
      listed(walk, supply.unitsOfOne());
    }
    if (walk.left > quantityMax) {
      walk.to(RuleStep.Kind.CHANNEL_MAX, quantityMax);
    }
    if (supply.ownOpen() > 0) {
      long shown = Math.min(quantityMax, walk.left + supply.ownOpen() / supply.unitsOfOne());
      walk.to(RuleStep.Kind.OWN_ORDERS, shown);
    }
    return walk.steps;
  }

  /** In units of the product. */
  private void share(Walk walk, long tuned) {
    if (buffer > 0) {
      walk.to(RuleStep.Kind.BUFFER, Math.max(0, walk.left - buffer));
    }
    if (tuned > buffer) {
      walk.to(RuleStep.Kind.TUNED_BUFFER, Math.max(0, walk.left - (tuned - buffer)));
    }
    if (percent < WHOLE) {
      long hundreds = walk.left / WHOLE; // first, so that nothing can overflow
      walk.to(RuleStep.Kind.PERCENT, hundreds * percent + walk.left % WHOLE * percent / WHOLE);
    }
  }

  /** In units of the listing. */
  private void listed(Walk walk, long units) {
    if (units > 1) {
      walk.to(RuleStep.Kind.PACK, walk.left / units);
    }
    if (fixed != null) {
      walk.to(RuleStep.Kind.FIXED, Math.min(walk.left, fixed));
    }
    if (max != null) {
      walk.to(RuleStep.Kind.MAX, Math.min(walk.left, max));
    }
    if (min > 0) {
      walk.to(RuleStep.Kind.MIN, walk.left < min ? 0 : walk.left);
    }
  }

  /** The steps so far. */
  private static final class Walk {
    private final List<RuleStep> steps = new ArrayList<>();
    private long left;

    Walk(long available) {
      steps.add(new RuleStep(RuleStep.Kind.POOL, available));
      left = available;
    }

    void to(RuleStep.Kind kind, long next) {
      steps.add(new RuleStep(kind, next));
      left = next;
    }
  }
}
