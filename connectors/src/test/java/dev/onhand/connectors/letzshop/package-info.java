@NullMarked
package dev.onhand.connectors.letzshop;

import org.jspecify.annotations.NullMarked;
