/**
 * Medusa 2's Admin API. A shop's stock is physical, with its own reservations beside it: what
 * Onhand calls a listing's quantity is what is left of it, so a push adds what is reserved. A
 * listing is an inventory item at the account's stock location.
 */
@NullMarked
package dev.onhand.connectors.medusa;

import org.jspecify.annotations.NullMarked;
