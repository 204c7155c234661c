@NullMarked
package dev.onhand.connectors.mirakl;

import org.jspecify.annotations.NullMarked;
