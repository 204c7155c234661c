/** What happened, for other programs: the feed, page by page, and as a stream. */
@NullMarked
package dev.onhand.server.events;

import org.jspecify.annotations.NullMarked;
