/** Purchase orders and containers over HTTP: expected, received in parts, closed, cancelled. */
@NullMarked
package dev.onhand.server.purchases;

import org.jspecify.annotations.NullMarked;
