/** Tests of how the ledger is called. */
@NullMarked
package dev.onhand.engine.ledger;

import org.jspecify.annotations.NullMarked;
