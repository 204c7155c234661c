/** The journal as people and programs look at it: movements with their names, found and listed. */
@NullMarked
package dev.onhand.engine.journal;

import org.jspecify.annotations.NullMarked;
