/** The feed and the stream as other programs see them. */
@NullMarked
package dev.onhand.server.events;

import org.jspecify.annotations.NullMarked;
