/** Tests of how loops end. */
@NullMarked
package dev.onhand.server.loops;

import org.jspecify.annotations.NullMarked;
