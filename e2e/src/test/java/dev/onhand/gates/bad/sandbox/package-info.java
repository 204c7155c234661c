/** Samples that break a wall as if they stood in {@code sandbox}. */
@NullMarked
package dev.onhand.gates.bad.sandbox;

import org.jspecify.annotations.NullMarked;
