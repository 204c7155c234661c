/**
 * Batches in PostgreSQL: opened, scanned and closed here, and each line posted in the commit of its
 * movement.
 */
@NullMarked
package dev.onhand.store.batch;

import org.jspecify.annotations.NullMarked;
