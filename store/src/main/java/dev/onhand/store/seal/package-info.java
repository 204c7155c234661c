/**
 * Sealing the journal: final positions, hash-chained blocks, and the checkpoints that follow from
 * sealed movements.
 */
@NullMarked
package dev.onhand.store.seal;

import org.jspecify.annotations.NullMarked;
