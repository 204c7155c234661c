package dev.onhand.core.listing;

/**
 * What there is for a listing.
 *
 * @param available units of the product that may be promised; below 0 where more is promised than
 *     there is
 * @param unitsOfOne units of the product in one of the listing, at least 1
 * @param ownOpen units of the product on open orders of the channel, where it counts these among
 *     its stock; else 0
 * @param tuned units of the product that are kept back in any case, at least 0
 */
public record Supply(long available, long unitsOfOne, long ownOpen, long tuned) {

  /** Of which nothing is kept back but by a rule. */
  public Supply(long available, long unitsOfOne, long ownOpen) {
    this(available, unitsOfOne, ownOpen, 0);
  }

  public Supply {
    if (unitsOfOne < 1) {
      throw new IllegalArgumentException("unitsOfOne must be at least 1, not " + unitsOfOne);
    }
    if (ownOpen < 0) {
      throw new IllegalArgumentException("ownOpen must not be less than 0, not " + ownOpen);
    }
    if (tuned < 0) {
      throw new IllegalArgumentException("tuned must not be less than 0, not " + tuned);
    }
  }
}
