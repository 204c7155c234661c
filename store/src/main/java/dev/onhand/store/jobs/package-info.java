/**
 * Jobs in PostgreSQL: the seller's own row, and the row of ids by which the scheduler knows when to
 * run it.
 */
@NullMarked
package dev.onhand.store.jobs;

import org.jspecify.annotations.NullMarked;
