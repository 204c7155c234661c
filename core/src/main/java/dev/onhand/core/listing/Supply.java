package dev.onhand.core.listing;

/**
 * What there is for a listing.
 *
 * @param available units of the product that may be promised; below 0 where more is promised than
 *     there is
 * @param unitsOfOne units of the product in one of the listing, at least 1
 * @param ownOpen units of the product on open orders of the channel, where it counts these among
 *     its stock; else 0
 */
public record Supply(long available, long unitsOfOne, long ownOpen) {

  public Supply {
    if (unitsOfOne < 1) {
      throw new IllegalArgumentException("unitsOfOne must be at least 1, not " + unitsOfOne);
    }
    if (ownOpen < 0) {
      throw new IllegalArgumentException("ownOpen must not be less than 0, not " + ownOpen);
    }
  }
}
