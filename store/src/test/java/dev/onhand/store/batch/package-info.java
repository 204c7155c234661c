/** Tests of batches on PostgreSQL. */
@NullMarked
package dev.onhand.store.batch;

import org.jspecify.annotations.NullMarked;
