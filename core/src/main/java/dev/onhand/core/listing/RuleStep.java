package dev.onhand.core.listing;

import java.util.Locale;

/**
 * A step from what there is of a product to what a listing of it should show.
 *
 * @param left what it leaves: units of the product, from {@link Kind#PACK} on of the listing
 */
public record RuleStep(Kind kind, long left) {

  /** What a step does, in the order in which they are taken. */
  public enum Kind {
    /** What there is in the channel's locations. */
    POOL,
    /** More is promised than there is. */
    NOT_BELOW_ZERO,
    /** Nothing is shown, whatever there is. */
    STOP_SELLING,
    /** Units are kept back. */
    BUFFER,
    /** More units are kept back, as the tuned buffer is more than the rule's. */
    TUNED_BUFFER,
    /** A part of what is left. */
    PERCENT,
    /** One of the listing is several units of the product. */
    PACK,
    /** So many, as long as there are so many. */
    FIXED,
    /** No more than this. */
    MAX,
    /** With fewer than this, nothing. */
    MIN,
    /** No more than the channel takes. */
    CHANNEL_MAX,
    /** The channel counts units of its own open orders among its stock. */
    OWN_ORDERS;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
