/**
 * Where the program is put together: the only package of the server that opens connections, and
 * whose {@code SystemSources} alone reads the clock and draws random numbers. It decides nothing.
 */
@NullMarked
package dev.onhand.server.wiring;

import org.jspecify.annotations.NullMarked;
