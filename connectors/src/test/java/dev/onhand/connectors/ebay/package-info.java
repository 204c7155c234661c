@NullMarked
package dev.onhand.connectors.ebay;

import org.jspecify.annotations.NullMarked;
