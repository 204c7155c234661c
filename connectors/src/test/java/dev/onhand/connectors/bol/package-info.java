@NullMarked
package dev.onhand.connectors.bol;

import org.jspecify.annotations.NullMarked;
