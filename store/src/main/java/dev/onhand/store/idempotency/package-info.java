/** Answers to requests that may come again, in PostgreSQL, in the commit of their effect. */
@NullMarked
package dev.onhand.store.idempotency;

import org.jspecify.annotations.NullMarked;
