package dev.onhand.engine.events;

import java.util.List;

/**
 * A piece of the feed, oldest first.
 *
 * @param events those of the types that were asked for: fewer than asked for, or none, also where
 *     there are more
 * @param next after which number the feed goes on
 * @param hasMore whether there was more when it was read
 */
public record EventPage(List<Event> events, long next, boolean hasMore) {

  public EventPage {
    events = List.copyOf(events);
  }
}
