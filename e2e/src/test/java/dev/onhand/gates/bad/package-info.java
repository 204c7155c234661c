/**
 * Samples that break a wall each, laid out as the program is. They are compiled and judged, never
 * run.
 */
@NullMarked
package dev.onhand.gates.bad;

import org.jspecify.annotations.NullMarked;
