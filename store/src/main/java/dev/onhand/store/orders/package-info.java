/** Orders in PostgreSQL: the rows that the ledger plans against, and what is read of them. */
@NullMarked
package dev.onhand.store.orders;

import org.jspecify.annotations.NullMarked;
