/** Webhooks and what is sent to them, in PostgreSQL. */
@NullMarked
package dev.onhand.store.webhooks;

import org.jspecify.annotations.NullMarked;
