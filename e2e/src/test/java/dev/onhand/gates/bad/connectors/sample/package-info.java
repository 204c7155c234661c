/** Samples that break a wall as if they were a connector. */
@NullMarked
package dev.onhand.gates.bad.connectors.sample;

import org.jspecify.annotations.NullMarked;
