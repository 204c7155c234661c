package dev.onhand.sandbox.shop;

/** Why a listing changed. */
public enum Cause {
  LISTED,
  /** The seller's program set the quantity through the API. */
  PUSHED,
  SOLD,
  CANCELLED,
  /** A parcel was packed or sent, or that was taken back. */
  FULFILLED,
  RETURNED,
  /** A person set the quantity by hand, on the marketplace. */
  EDITED,
  PAUSED,
  RESUMED,
  RENAMED,
  DELETED
}
