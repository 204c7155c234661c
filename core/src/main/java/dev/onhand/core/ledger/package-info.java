/**
 * The ledger as pure functions: units move between places, a command is decided against the books,
 * and stock levels are what the movements add up to. Start reading at {@link
 * dev.onhand.core.ledger.Decider}.
 *
 * <p>Nothing here reads a clock, draws a random number, logs or touches a database. Time and ids
 * come in as arguments.
 */
@NullMarked
package dev.onhand.core.ledger;

import org.jspecify.annotations.NullMarked;
