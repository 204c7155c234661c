package dev.onhand.e2e.shops;

import java.util.SortedMap;

/**
 * Something that happens in a shop within the simulated hour.
 *
 * @param second of the hour
 * @param shop the shop's number
 * @param sale the number of the sale that it is, or is about
 * @param units by SKU, of a sale; of others nothing
 */
record Event(int second, Kind kind, int shop, int sale, SortedMap<String, Integer> units) {

  /** What happens. */
  enum Kind {
    SALE,
    CANCELLATION,
    PARCEL,
    RETURN
  }

  int minute() {
    return second / 60;
  }
}
