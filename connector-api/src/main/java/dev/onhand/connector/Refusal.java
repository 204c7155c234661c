package dev.onhand.connector;

/** Why an update will not be taken. */
public enum Refusal {
  /** The channel has no such listing (any more). */
  UNKNOWN_LISTING,
  /** The listing may not be changed in the state it is in. */
  NOT_EDITABLE,
  /** The channel shows another quantity than was expected. */
  STALE_EXPECTATION,
  /** The quantity is not one that this listing may have. */
  BAD_QUANTITY,
  /** The connector does not do that: see {@link Behavior}. */
  UNSUPPORTED,
  /** Something else that the channel said. */
  OTHER
}
