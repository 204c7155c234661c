/**
 * Kaufland's Seller API v2. From its documentation: every call is signed over its method, address,
 * body and time; an offer is a unit on one storefront, and units of one reference have one amount
 * on all of them; up to 150 units of a storefront are set with one call that answers each for
 * itself; in orders each piece is a row of its own. Whether a sale lowers the amount is not
 * documented: an account here does or does not, as it is opened. Start reading at {@link
 * dev.onhand.sandbox.kaufland.Kaufland}.
 */
@NullMarked
package dev.onhand.sandbox.kaufland;

import org.jspecify.annotations.NullMarked;
