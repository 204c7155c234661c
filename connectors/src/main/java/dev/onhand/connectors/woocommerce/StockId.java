package dev.onhand.connectors.woocommerce;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.QuantityUpdate;

/**
 * What has stock: a product, or a variation of one.
 *
 * @param parent the product that it is a variation of; empty: it is a product
 */
record StockId(String parent, String id) {

  static StockId of(QuantityUpdate update) {
    return of(update.listing());
  }

  static StockId of(ListingRef listing) {
    String external = listing.externalId();
    int slash = external.indexOf('/');
    return slash < 0
        ? new StockId("", external)
        : new StockId(external.substring(0, slash), external.substring(slash + 1));
  }

  /** As listings are called. */
  static String external(long product, long variation) {
    return variation == 0 ? Long.toString(product) : product + "/" + variation;
  }
}
