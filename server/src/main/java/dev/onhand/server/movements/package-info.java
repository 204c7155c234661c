/**
 * Movements over HTTP: recorded one by one and in batches, reversed, found and listed. The
 * Idempotency-Key of a movement is the movement's own key, for ever.
 */
@NullMarked
package dev.onhand.server.movements;

import org.jspecify.annotations.NullMarked;
