/**
 * Purchase orders in PostgreSQL: made and changed here, and their receipts written in the commit of
 * their movements.
 */
@NullMarked
package dev.onhand.store.purchase;

import org.jspecify.annotations.NullMarked;
