/**
 * Requests that may be sent again: the answer to a key is kept in the commit of its effect, and
 * given again to whoever sends the same key with the same content.
 */
@NullMarked
package dev.onhand.engine.idempotency;

import org.jspecify.annotations.NullMarked;
