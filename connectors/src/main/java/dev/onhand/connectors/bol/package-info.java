/**
 * bol's Offers API v11, and the Retailer API v10 for orders. One number of an offer for the
 * Netherlands and Belgium, pushed one by one.
 *
 * <p>The list of orders has neither references nor offers, so that it says only which orders
 * changed, and each of them is read. What became of their units is told by counts.
 */
@NullMarked
package dev.onhand.connectors.bol;

import org.jspecify.annotations.NullMarked;
