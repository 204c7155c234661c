/** Tests of stock over HTTP, on a running server. */
@NullMarked
package dev.onhand.server.stock;

import org.jspecify.annotations.NullMarked;
