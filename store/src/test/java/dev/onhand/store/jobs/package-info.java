/** Tests of the jobs on PostgreSQL. */
@NullMarked
package dev.onhand.store.jobs;

import org.jspecify.annotations.NullMarked;
