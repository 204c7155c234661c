@NullMarked
package dev.onhand.connectors.vendure;

import org.jspecify.annotations.NullMarked;
