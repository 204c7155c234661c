@NullMarked
package dev.onhand.connectors.shopify;

import org.jspecify.annotations.NullMarked;
