/**
 * What was committed, as others are told of it: one feed a seller, in the order of the numbers that
 * the commits drew. Nothing is written for it; each event is read from the row of what happened.
 */
@NullMarked
package dev.onhand.engine.events;

import org.jspecify.annotations.NullMarked;
