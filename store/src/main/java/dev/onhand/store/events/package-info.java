/** Events read from the rows of what happened, and where they stop being final. */
@NullMarked
package dev.onhand.store.events;

import org.jspecify.annotations.NullMarked;
