/**
 * A ledger in memory, the contract that every ledger must pass, and seeded runs against a model.
 * Part of the tests of other modules too.
 */
@NullMarked
package dev.onhand.engine.testing;

import org.jspecify.annotations.NullMarked;
