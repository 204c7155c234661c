@NullMarked
package dev.onhand.connectors.ownshop;

import org.jspecify.annotations.NullMarked;
