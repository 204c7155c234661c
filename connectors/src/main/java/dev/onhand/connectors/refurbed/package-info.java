/**
 * refurbed's merchant API in its HTTP form: JSON as proto3 maps it, so numbers of 64 bits are texts
 * and what is left out has its default. One stock number per offer for all markets.
 *
 * <p>Orders are told by the states of their items, of which each is one piece. There is no asking
 * for what changed, so what was released of late is read, and what of the last weeks is open or was
 * given up; that an older order was shipped is seen when it is read by itself.
 */
@NullMarked
package dev.onhand.connectors.refurbed;

import org.jspecify.annotations.NullMarked;
