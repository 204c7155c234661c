@NullMarked
package dev.onhand.connectors.manomano;

import org.jspecify.annotations.NullMarked;
