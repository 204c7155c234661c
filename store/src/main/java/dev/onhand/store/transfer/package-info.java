/** Transfers in PostgreSQL: read here, and written in the commit of their movements. */
@NullMarked
package dev.onhand.store.transfer;

import org.jspecify.annotations.NullMarked;
