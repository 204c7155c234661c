/** Movements found and listed in PostgreSQL; they are written by the committer alone. */
@NullMarked
package dev.onhand.store.journal;

import org.jspecify.annotations.NullMarked;
