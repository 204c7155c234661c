/** Levels and totals read from PostgreSQL, and the floors of single levels. */
@NullMarked
package dev.onhand.store.stock;

import org.jspecify.annotations.NullMarked;
