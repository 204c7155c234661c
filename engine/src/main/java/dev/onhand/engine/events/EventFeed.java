package dev.onhand.engine.events;

import dev.onhand.core.ledger.SellerId;
import java.util.Set;

/** Where events are read. */
public interface EventFeed {

  /**
   * What happened after a number, oldest first. Below {@link EventPage#next} nothing comes any
   * more: who reads on from there misses nothing.
   *
   * @param after 0: from the first of all
   * @param limit the most that are read
   */
  EventPage read(SellerId seller, long after, Set<EventType> types, int limit);

  /** The number after which only what happens from now on comes. */
  long end(SellerId seller);
}
