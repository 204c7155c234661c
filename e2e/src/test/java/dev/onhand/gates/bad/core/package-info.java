/** Samples that break a wall as if they stood in {@code core}. */
@NullMarked
package dev.onhand.gates.bad.core;

import org.jspecify.annotations.NullMarked;
