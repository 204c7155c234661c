/**
 * eBay, from the documentation of its Sell APIs: inventory items and their offers, of which a
 * listing shows the lower quantity; answers for each part of a call; orders with three statuses;
 * tokens of two hours; and calls that are signed with a key of its own.
 */
@NullMarked
package dev.onhand.sandbox.ebay;

import org.jspecify.annotations.NullMarked;
