/**
 * Shopify's Admin API, in GraphQL, of 2026-04. From its documentation: an item has a level at each
 * location, of which {@code available} is lowered when an order is placed; quantities are set for
 * up to 250 at once, all or none, where they are still what was expected, and once for each key. A
 * query costs points, which come back at a steady rate. Start reading at {@link
 * dev.onhand.sandbox.shopify.Shopify}.
 */
@NullMarked
package dev.onhand.sandbox.shopify;

import org.jspecify.annotations.NullMarked;
