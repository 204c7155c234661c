package dev.onhand.server.events;

import dev.onhand.engine.events.Event;
import dev.onhand.engine.webhooks.EventForm;
import dev.onhand.server.events.EventBodies.EventBody;
import tools.jackson.databind.json.JsonMapper;

/** Events as the feed, the stream and webhooks all have them. */
final class EventJson implements EventForm {

  private final JsonMapper json;

  EventJson(JsonMapper json) {
    this.json = json;
  }

  @Override
  public String id(long number) {
    return EventBodies.id(number);
  }

  @Override
  public String json(Event event) {
    return json.writeValueAsString(EventBody.of(event));
  }
}
