/** Samples that break a wall as if they stood in {@code store}. */
@NullMarked
package dev.onhand.gates.bad.store;

import org.jspecify.annotations.NullMarked;
