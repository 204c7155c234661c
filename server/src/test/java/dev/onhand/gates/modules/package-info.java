/** A small application whose {@code access} module reaches into {@code stock}, for the canary. */
@NullMarked
package dev.onhand.gates.modules;

import org.jspecify.annotations.NullMarked;
