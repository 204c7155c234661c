/**
 * Seeded runs against the ledger: a generator of wishes, a model that knows nothing of the real
 * code, and a shrinker that makes of a failing run a short one. Part of the tests of the store too.
 */
@NullMarked
package dev.onhand.engine.simulation;

import org.jspecify.annotations.NullMarked;
