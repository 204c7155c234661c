/**
 * Cdiscount's marketplace by Octopia's seller REST API. One quantity of an offer for all sales
 * channels; a push is a package that is opened, filled, closed and asked for until it was worked
 * on, and only then is it known of each offer whether it was taken.
 *
 * <p>Orders are told by their status. What Octopia's warehouse sends is nobody's stock here, and is
 * left out.
 */
@NullMarked
package dev.onhand.connectors.cdiscount;

import org.jspecify.annotations.NullMarked;
