/**
 * The ledger as its callers see it: a port that takes lists of commands and answers each, durably
 * and exactly once.
 */
@NullMarked
package dev.onhand.engine.ledger;

import org.jspecify.annotations.NullMarked;
