/**
 * The one way out to channels: paced, with a deadline, caps, an eye on where it goes, and a record
 * of each call. It repeats nothing and waits for nothing: it says how long to wait.
 */
@NullMarked
package dev.onhand.connector.http;

import org.jspecify.annotations.NullMarked;
