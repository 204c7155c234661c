@NullMarked
package dev.onhand.connectors.amazon;

import org.jspecify.annotations.NullMarked;
