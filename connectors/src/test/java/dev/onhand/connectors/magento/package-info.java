@NullMarked
package dev.onhand.connectors.magento;

import org.jspecify.annotations.NullMarked;
