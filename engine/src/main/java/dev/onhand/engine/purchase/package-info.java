/**
 * Purchase orders and containers: what is expected, what of it arrived by which receipts, and what
 * is still to come. What arrived only says what its movements add up to.
 */
@NullMarked
package dev.onhand.engine.purchase;

import org.jspecify.annotations.NullMarked;
