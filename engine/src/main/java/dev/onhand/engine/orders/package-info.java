/**
 * Orders as a shell around {@link dev.onhand.core.order}: what is known of an order, how a snapshot
 * of it is handed in, and what came of it.
 */
@NullMarked
package dev.onhand.engine.orders;

import org.jspecify.annotations.NullMarked;
