package dev.onhand.connector;

/**
 * What a channel does to a listing's quantity by itself.
 *
 * @param takesOff when its own sale takes the units off
 * @param putsBack whether an order that is cancelled or not paid puts them back
 * @param quantityMax the most it takes for a listing
 */
public record StockSemantics(TakesOff takesOff, PutsBack putsBack, long quantityMax) {

  /** When a sale takes units off. */
  public enum TakesOff {
    /** Once the order is there. */
    AT_ORDER,
    /** Once it is paid. */
    AT_PAYMENT,
    /** Once it is shipped; until then the channel keeps its own reservation. */
    AT_SHIPMENT,
    /** Never: only pushes change the quantity. */
    NEVER
  }

  /** What a cancelled order does. */
  public enum PutsBack {
    YES,
    NO,
    /** The channel does not say: the quantity has to be set after each. */
    UNKNOWN
  }

  public StockSemantics {
    if (quantityMax < 1) {
      throw new IllegalArgumentException("quantityMax must be at least 1, not " + quantityMax);
    }
  }

  /** The same of a channel that takes no more than so many. */
  public StockSemantics upTo(long most) {
    return new StockSemantics(takesOff, putsBack, most);
  }
}
