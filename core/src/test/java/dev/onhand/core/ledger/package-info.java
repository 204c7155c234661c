/** Facts about the ledger's rules, and the golden scripts that every ledger must act out alike. */
@NullMarked
package dev.onhand.core.ledger;

import org.jspecify.annotations.NullMarked;
