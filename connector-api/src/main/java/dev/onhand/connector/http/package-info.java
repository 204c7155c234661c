/**
 * The one way out to channels: paced, with a deadline, caps, an eye on where it goes, and a record
 * of each call. It waits for nothing, and says how long to wait; it repeats nothing, but for a call
 * whose {@link dev.onhand.connector.http.AccessTokens token} was over.
 */
@NullMarked
package dev.onhand.connector.http;

import org.jspecify.annotations.NullMarked;
