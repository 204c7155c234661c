/**
 * Transfers between two locations of a seller: sent as a whole, received in parts, with what got
 * lost, and called back. A transfer's rows only say what its movements add up to.
 */
@NullMarked
package dev.onhand.engine.transfer;

import org.jspecify.annotations.NullMarked;
