/**
 * Why stock is what it is: the numbers of a product as a tree, down to the movements and
 * reservations that they are made of. {@link dev.onhand.engine.explain.Explaining} puts the tree
 * together from {@link dev.onhand.engine.explain.StockFacts}, and adds it up.
 */
@NullMarked
package dev.onhand.engine.explain;

import org.jspecify.annotations.NullMarked;
