/** Samples that break a wall as if they stood in {@code engine}. */
@NullMarked
package dev.onhand.gates.bad.engine;

import org.jspecify.annotations.NullMarked;
