/**
 * The ledger on PostgreSQL. {@link dev.onhand.store.ledger.Committer} takes what is waiting,
 * decides it in memory and writes it in bulk, in one transaction; it is the only code that writes
 * movements and levels.
 */
@NullMarked
package dev.onhand.store.ledger;

import org.jspecify.annotations.NullMarked;
