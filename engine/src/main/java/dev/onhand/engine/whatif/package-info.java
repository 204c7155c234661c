/**
 * What a past period would have come to under other settings: the past is read once, and lived
 * through by {@code dev.onhand.core.replay}.
 */
@NullMarked
package dev.onhand.engine.whatif;

import org.jspecify.annotations.NullMarked;
