/**
 * eBay by its Sell APIs, for what is listed through its Inventory API. An item has a quantity, and
 * so has each of its offers; a listing shows the lower of the two, so both are set, with one call
 * for each item.
 *
 * <p>Orders are told by how far they are paid, cancelled and sent, and by what of each line was.
 */
@NullMarked
package dev.onhand.connectors.ebay;

import org.jspecify.annotations.NullMarked;
