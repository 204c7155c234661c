package dev.onhand.engine.webhooks;

import dev.onhand.engine.events.Event;

/** How events are written for others. */
public interface EventForm {

  /** The id of the event with this number, which is the same wherever it is seen. */
  String id(long number);

  /** The event as JSON. */
  String json(Event event);
}
