/**
 * Medusa v2's Admin API. Measured on 2.21.2: an inventory item has a level per stock location, of
 * which {@code stocked_quantity} is physical; an order reserves units beside it, a fulfilment
 * lowers both. One location, Main, is the shop's stock; a second is there to get the location
 * wrong. Kits, drafts and manual reservations are left out, and quantities are whole. Start reading
 * at {@link dev.onhand.sandbox.medusa.Medusa}.
 */
@NullMarked
package dev.onhand.sandbox.medusa;

import org.jspecify.annotations.NullMarked;
