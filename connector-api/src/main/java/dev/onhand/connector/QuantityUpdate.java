package dev.onhand.connector;

import org.jspecify.annotations.Nullable;

/**
 * What a listing should show.
 *
 * @param quantity 0 to the channel's most
 * @param expected what it is believed to show now, for channels that compare; null: not known, it
 *     is set whatever it is
 * @param attemptKey a name for this attempt that no other has, for channels that know attempts
 */
public record QuantityUpdate(
    ListingRef listing, long quantity, @Nullable Long expected, String attemptKey) {

  public QuantityUpdate {
    if (quantity < 0) {
      throw new IllegalArgumentException("quantity must not be negative, but is " + quantity);
    }
  }
}
