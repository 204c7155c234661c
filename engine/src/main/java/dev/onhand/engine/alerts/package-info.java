/**
 * What a person should know of: durable, open until it is over, and only once however often it is
 * seen.
 */
@NullMarked
package dev.onhand.engine.alerts;

import org.jspecify.annotations.NullMarked;
