/** Tests of purchase orders over HTTP, on a running server. */
@NullMarked
package dev.onhand.server.purchases;

import org.jspecify.annotations.NullMarked;
