@NullMarked
package dev.onhand.connectors.refurbed;

import org.jspecify.annotations.NullMarked;
