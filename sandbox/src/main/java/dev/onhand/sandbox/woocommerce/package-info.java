/**
 * WooCommerce's REST API v3. From its documentation and source: stock is of a product or of a
 * variation, lowered when an order is paid; many are set in one call, variations for each parent
 * apart, and each is answered for itself; a quantity of what does not manage stock is dropped
 * without a word. Start reading at {@link dev.onhand.sandbox.woocommerce.WooCommerce}.
 */
@NullMarked
package dev.onhand.sandbox.woocommerce;

import org.jspecify.annotations.NullMarked;
