package dev.onhand.connectors.kaufland;

import dev.onhand.connector.ListingRef;

/**
 * Which unit. Its number is the only one of all storefronts, but calls have to name both.
 *
 * @param storefront such as {@code de}
 */
record UnitId(String storefront, String number) {

  static UnitId of(ListingRef listing) {
    String external = listing.externalId();
    int slash = external.indexOf('/');
    return new UnitId(external.substring(0, Math.max(0, slash)), external.substring(slash + 1));
  }

  /** As listings are called. */
  String external() {
    return storefront + "/" + number;
  }
}
