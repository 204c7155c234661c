/**
 * The committer under the contract of every ledger, under load, and under every fault that a
 * database and a network have.
 */
@NullMarked
package dev.onhand.store.ledger;

import org.jspecify.annotations.NullMarked;
