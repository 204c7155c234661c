/**
 * What happened to stock, as lines to read: rendered from the journal and the other records when
 * someone asks, not written twice.
 */
@NullMarked
package dev.onhand.engine.log;

import org.jspecify.annotations.NullMarked;
