/**
 * Letzshop, Luxembourg's marketplace of local shops: orders by GraphQL, stock by a feed that it
 * fetches.
 *
 * <p>Its documentation is thin, so the schema is read before anything else, and nothing is asked of
 * it that it does not have. An order is a shipment, and each of its inventory units is one piece.
 *
 * <p>There is no call that sets stock. Letzshop fetches the seller's product feed from where the
 * seller keeps it; that file is what this connector reads as listings, and in which it sets whether
 * each is in stock. So a push ends when the file says so, which is hours before Letzshop does.
 */
@NullMarked
package dev.onhand.connectors.letzshop;

import org.jspecify.annotations.NullMarked;
