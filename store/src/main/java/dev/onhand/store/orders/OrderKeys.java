package dev.onhand.store.orders;

/** What the keys of movements that orders make say. */
public final class OrderKeys {

  /**
   * How a key ends under which an order puts back what it had taken off the books and what never
   * left: a return by its reason, but none of the customer's. A pattern of PostgreSQL.
   */
  public static final String PUT_BACK = "/put_back/[0-9]+@[0-9]+/[0-9]+([.][0-9]+)?$";

  private OrderKeys() {}
}
