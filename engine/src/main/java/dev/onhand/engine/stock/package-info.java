/**
 * Stock as people ask for it: how much there was at an instant, and whether the levels are what the
 * movements say. Nothing here changes stock; that is the ledger's.
 */
@NullMarked
package dev.onhand.engine.stock;

import org.jspecify.annotations.NullMarked;
