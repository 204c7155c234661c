/**
 * Seeded runs of orders: a generator of their lives, a model that says how each must end and knows
 * nothing of the real code, and a run that delivers them in disorder. Part of the tests of the
 * store too.
 */
@NullMarked
package dev.onhand.engine.simulation.orders;

import org.jspecify.annotations.NullMarked;
