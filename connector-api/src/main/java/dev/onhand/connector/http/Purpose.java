package dev.onhand.connector.http;

/** What a call to a channel is for. */
public enum Purpose {
  /** Reads one listing. */
  LISTING_READ,
  /** Reads a page of listings. */
  LISTINGS_READ,
  /** Sets quantities. */
  PUSH,
  /** Asks what became of a push. */
  PUSH_RESULT,
  /** Reads a page of orders. */
  ORDERS_POLL,
  /** Reads one order. */
  ORDER_READ,
  /** Logs in, or renews a token. */
  LOGIN,
  /** Sets up or looks at what calls us. */
  SUBSCRIPTION;

  /** Whether it tells quantities or asks what became of that. */
  public boolean isOfPush() {
    return this == PUSH || this == PUSH_RESULT;
  }

  /** Whether it reads what buyers ordered. */
  public boolean readsOrders() {
    return this == ORDERS_POLL || this == ORDER_READ;
  }

  /** Whether it only looks at what listings show. */
  public boolean readsListings() {
    return this == LISTING_READ || this == LISTINGS_READ;
  }
}
