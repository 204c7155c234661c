@NullMarked
package dev.onhand.connectors.cdiscount;

import org.jspecify.annotations.NullMarked;
