/**
 * ManoMano's Partners API. From its documentation and what its users found: offers, stock and
 * orders belong to a contract, which is a country; a push of many is taken in at once and done when
 * stock is worked on, every five minutes; what became of it is seen from the offer's status; lines
 * of orders have no id. Whether an order lowers the stock is not documented: an account here does
 * or does not, as it is opened. Start reading at {@link dev.onhand.sandbox.manomano.ManoMano}.
 */
@NullMarked
package dev.onhand.sandbox.manomano;

import org.jspecify.annotations.NullMarked;
