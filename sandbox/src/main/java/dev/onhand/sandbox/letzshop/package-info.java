/**
 * Letzshop, and the web space of a seller from which it fetches the product feed. As documented,
 * which is little: one GraphQL endpoint with {@code shipments} of one vendor by state, each of
 * inventory units of one piece, and no mutation for stock. What is not confirmed can be left out
 * ({@code node}, pages, states), as can any field, as a newer schema would. Start reading at {@link
 * dev.onhand.sandbox.letzshop.Letzshop}.
 */
@NullMarked
package dev.onhand.sandbox.letzshop;

import org.jspecify.annotations.NullMarked;
