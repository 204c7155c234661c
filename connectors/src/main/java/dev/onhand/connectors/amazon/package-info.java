/**
 * Amazon's Selling Partner API, one marketplace of a seller. Only what the seller ships himself is
 * his to count: offers and orders that Amazon fulfils are left out.
 *
 * <p>Few changes go as patches, many as a feed; both are accepted first and take effect later, so
 * every push is asked for again. The table of all offers is hours old: it says which there are, and
 * what each shows is read live.
 */
@NullMarked
package dev.onhand.connectors.amazon;

import org.jspecify.annotations.NullMarked;
