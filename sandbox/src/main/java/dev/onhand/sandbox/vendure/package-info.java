/**
 * Vendure's Admin API, in GraphQL. Measured on 3.7.3: a variant has a level per stock location, of
 * which {@code stockOnHand} is physical; a paid order allocates units beside it, a fulfilment
 * lowers both. The operations and fields that a stock hub needs are there; any other field is
 * refused, as an older schema would. Left out: drafts and their building, stock movements, the
 * over-allocation of several locations. Start reading at {@link
 * dev.onhand.sandbox.vendure.Vendure}.
 */
@NullMarked
package dev.onhand.sandbox.vendure;

import org.jspecify.annotations.NullMarked;
