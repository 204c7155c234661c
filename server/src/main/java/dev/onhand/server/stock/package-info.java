/** Stock over HTTP: looked at, set to a number, and the floors of single levels. */
@NullMarked
package dev.onhand.server.stock;

import org.jspecify.annotations.NullMarked;
