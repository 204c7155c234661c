/** Tests of orders over HTTP, on a running server. */
@NullMarked
package dev.onhand.server.orders;

import org.jspecify.annotations.NullMarked;
