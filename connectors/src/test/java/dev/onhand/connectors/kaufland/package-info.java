@NullMarked
package dev.onhand.connectors.kaufland;

import org.jspecify.annotations.NullMarked;
