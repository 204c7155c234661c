/**
 * The REST API of Magento 2. From its documentation: with multi-source inventory an order reserves
 * beside the source's quantity, which a shipment lowers; without it the one stock item is lowered
 * when the order is placed. Lists are searched by criteria, and a page past the last repeats the
 * last. Start reading at {@link dev.onhand.sandbox.magento.Magento}.
 */
@NullMarked
package dev.onhand.sandbox.magento;

import org.jspecify.annotations.NullMarked;
