/**
 * What is in stock, as people and programs look at it: levels and totals, read from the projection
 * and never summed from the journal, and the floors that a level may have of its own.
 */
@NullMarked
package dev.onhand.engine.stock;

import org.jspecify.annotations.NullMarked;
