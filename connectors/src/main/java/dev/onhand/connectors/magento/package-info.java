/**
 * Magento 2's REST API, with multi-source inventory or a single stock. With sources a listing's
 * quantity is that of one source, from which Magento takes units when they are shipped; until then
 * it keeps its own reservations beside it, so what is pushed includes the shop's own open units:
 * the engine adds them.
 */
@NullMarked
package dev.onhand.connectors.magento;

import org.jspecify.annotations.NullMarked;
