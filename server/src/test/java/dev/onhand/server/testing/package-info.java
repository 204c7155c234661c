/** A running server for tests, and a client for it. */
@NullMarked
package dev.onhand.server.testing;

import org.jspecify.annotations.NullMarked;
