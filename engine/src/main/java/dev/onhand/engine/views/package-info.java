/** Filters of lists that people keep under a name. */
@NullMarked
package dev.onhand.engine.views;

import org.jspecify.annotations.NullMarked;
