/**
 * Shopify's Admin API, in GraphQL, of 2026-04 and later: one location of a shop. Quantities are set
 * where they are still what was expected, and once for each attempt.
 *
 * <p>Shopify takes units off {@code available} when they are ordered, so that is what is pushed. A
 * status says what happens to the units that are not packed; how many those are, and what became of
 * the others, stands on lines and refunds.
 */
@NullMarked
package dev.onhand.connectors.shopify;

import org.jspecify.annotations.NullMarked;
