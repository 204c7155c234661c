@NullMarked
package dev.onhand.connectors.woocommerce;

import org.jspecify.annotations.NullMarked;
