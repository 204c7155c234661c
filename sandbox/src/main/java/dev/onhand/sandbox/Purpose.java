package dev.onhand.sandbox;

/** What a call is for. Calls are counted, limited and spoiled by it. */
public enum Purpose {
  LOGIN,
  LISTING_READ,
  PUSH,
  /** Asks what became of an asynchronous push. */
  PUSH_RESULT,
  /** Reads a list of orders. */
  ORDER_POLL,
  /** Reads one order. */
  ORDER_READ,
  ORDER_CHANGE,
  OTHER
}
