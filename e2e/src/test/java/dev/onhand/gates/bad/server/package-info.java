/** Samples that break a wall as if they stood in {@code server}. */
@NullMarked
package dev.onhand.gates.bad.server;

import org.jspecify.annotations.NullMarked;
