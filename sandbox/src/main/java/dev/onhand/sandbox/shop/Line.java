package dev.onhand.sandbox.shop;

/**
 * A line of an order.
 *
 * @param listing the listing's id
 * @param listingNumber the listing's number
 * @param item as it was when it was bought
 * @param ordered never changes
 * @param cancelled units that were given up before they were fulfilled
 * @param refunded units that were paid back, without saying where the goods are
 * @param returned units that came back and are in stock again
 */
public record Line(
    long number,
    String listing,
    long listingNumber,
    Item item,
    int ordered,
    boolean accepted,
    int cancelled,
    int refunded,
    int returned) {

  static Line of(long number, Listing listing, int units) {
    return new Line(number, listing.id(), listing.number(), listing.item(), units, false, 0, 0, 0);
  }

  /** What is wanted still, shipped or not. */
  public int kept() {
    return ordered - cancelled;
  }

  Line withAccepted() {
    return new Line(
        number, listing, listingNumber, item, ordered, true, cancelled, refunded, returned);
  }

  Line plus(int moreCancelled, int moreRefunded, int moreReturned) {
    return new Line(
        number,
        listing,
        listingNumber,
        item,
        ordered,
        accepted,
        cancelled + moreCancelled,
        refunded + moreRefunded,
        returned + moreReturned);
  }
}
