/**
 * The gates that the compiler does not keep, and the proof that every gate still fails: each is
 * given something bad and must reject it. A gate that guards nothing is worse than none, because it
 * is believed.
 */
@NullMarked
package dev.onhand.gates;

import org.jspecify.annotations.NullMarked;
