/**
 * Batches: goods that are scanned together and then posted together, as a top-up or as a count.
 * What was scanned is kept as it was scanned; what is posted has one movement for each product, and
 * the batch closes only when both agree, and the channels with them.
 */
@NullMarked
package dev.onhand.engine.batch;

import org.jspecify.annotations.NullMarked;
