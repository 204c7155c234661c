/** Threads that work as long as the server does. */
@NullMarked
package dev.onhand.server.loops;

import org.jspecify.annotations.NullMarked;
