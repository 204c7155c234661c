/**
 * Events sent to addresses that sellers name, by Standard Webhooks 1.0.0: each at least once, under
 * the same id each time.
 */
@NullMarked
package dev.onhand.engine.webhooks;

import org.jspecify.annotations.NullMarked;
