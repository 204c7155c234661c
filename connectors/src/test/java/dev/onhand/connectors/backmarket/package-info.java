@NullMarked
package dev.onhand.connectors.backmarket;

import org.jspecify.annotations.NullMarked;
