/**
 * ManoMano's Partners API. An account is one contract, which is one country: the same article in
 * two countries has two offers, two quantities and two channels. A push is taken in at once and
 * done minutes later; that it was is seen from the offer itself.
 *
 * <p>Orders are told by their status, and have no line ids: a line is its SKU.
 */
@NullMarked
package dev.onhand.connectors.manomano;

import org.jspecify.annotations.NullMarked;
