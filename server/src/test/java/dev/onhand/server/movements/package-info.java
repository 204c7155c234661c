/** Tests of movements over HTTP, on a running server. */
@NullMarked
package dev.onhand.server.movements;

import org.jspecify.annotations.NullMarked;
