/**
 * What every implementation of the ledger is tested with: golden scripts, and the seller that they
 * are acted out on. Part of the tests of other modules too.
 */
@NullMarked
package dev.onhand.core.testing;

import org.jspecify.annotations.NullMarked;
