/**
 * The server: settings, start and stop, and the wiring of what the other modules built. Features
 * live in the packages below; none of them looks up to here.
 */
@NullMarked
package dev.onhand.server;

import org.jspecify.annotations.NullMarked;
