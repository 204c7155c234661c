/**
 * WooCommerce's REST API v3. Each shop is a server of its own, with plugins of its own: what it
 * answers is checked, and what it does not know is left alone.
 *
 * <p>Stock is of a product or of one of its variations; variations that share their product's stock
 * are one listing. Orders have no counts of what was shipped: their status says it.
 */
@NullMarked
package dev.onhand.connectors.woocommerce;

import org.jspecify.annotations.NullMarked;
