package dev.onhand.engine.orders;

import dev.onhand.core.ledger.Outcome;

/** What came of a wish to hold units. */
public sealed interface HoldResult {

  /**
   * They are held.
   *
   * @param isNew whether they were not before
   */
  record Held(OrderResult order, boolean isNew) implements HoldResult {}

  /** The product or the location is not one that units can be held of. */
  record Refused(Outcome.Refused refusal) implements HoldResult {}

  /**
   * There are too few; nothing was held.
   *
   * @param free units of the product that could be
   */
  record TooFew(long free, long wanted) implements HoldResult {}

  /** The reference stands for a hold of something else. */
  record UsedDifferently() implements HoldResult {}

  /** The reference stands for a hold that was released, or ended by itself. */
  record Over() implements HoldResult {}
}
