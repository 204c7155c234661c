/**
 * Stock as people and programs look at it: levels and totals, how much there was at an instant, the
 * floors that a level may have of its own, and whether levels are what the movements say. Nothing
 * here changes stock; that is the ledger's.
 */
@NullMarked
package dev.onhand.engine.stock;

import org.jspecify.annotations.NullMarked;
