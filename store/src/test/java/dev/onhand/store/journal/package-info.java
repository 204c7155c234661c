/** Tests of the journal on PostgreSQL. */
@NullMarked
package dev.onhand.store.journal;

import org.jspecify.annotations.NullMarked;
