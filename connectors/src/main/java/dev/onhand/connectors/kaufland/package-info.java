/**
 * Kaufland's marketplaces by the Seller API v2. An offer is a unit on one storefront; units of one
 * reference are kept at one number by Kaufland itself, so that one of them is told. Every call is
 * signed.
 *
 * <p>In orders each piece is a row of its own. What changed is asked for by rows, and the orders
 * that they belong to are read whole.
 */
@NullMarked
package dev.onhand.connectors.kaufland;

import org.jspecify.annotations.NullMarked;
