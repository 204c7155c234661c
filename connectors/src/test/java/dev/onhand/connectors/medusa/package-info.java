@NullMarked
package dev.onhand.connectors.medusa;

import org.jspecify.annotations.NullMarked;
