package dev.onhand.core.listing;

import org.jspecify.annotations.Nullable;

/** Which listings are set right first, where not all can be at once. */
public enum Urgency {
  /** It shows more than there is, or nobody knows what: each moment may sell what is not there. */
  OVERSELLS,
  /** It shows nothing though there is something: each moment sells nothing. */
  SELLS_NOTHING,
  /** It shows less than there is. */
  SELLS_LESS;

  /**
   * @param desired what it should show
   * @param shown what it is believed to show; null: not known
   */
  public static Urgency of(long desired, @Nullable Long shown) {
    if (shown == null || shown > desired) {
      return OVERSELLS;
    }
    return shown == 0 ? SELLS_NOTHING : SELLS_LESS;
  }
}
