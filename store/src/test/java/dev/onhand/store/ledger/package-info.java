/** Tests of the committer. */
@NullMarked
package dev.onhand.store.ledger;

import org.jspecify.annotations.NullMarked;
