package dev.onhand.sandbox.shop;

/** What can happen to an order. */
public enum Happening {
  PLACED,
  PAID,
  UNPAID,
  ACCEPTED,
  CANCELLED,
  /** A parcel was packed, sent, delivered or undone. */
  FULFILLED,
  REFUNDED,
  RETURNED
}
