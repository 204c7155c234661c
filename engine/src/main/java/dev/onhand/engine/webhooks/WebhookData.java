package dev.onhand.engine.webhooks;

import dev.onhand.engine.events.EventType;
import java.net.URI;
import java.util.Set;

/**
 * What a person says of a webhook.
 *
 * @param description what it is for; may be empty
 * @param types which events it wants; none: all, also of kinds that come later
 */
public record WebhookData(URI url, String description, Set<EventType> types) {

  public static final int DESCRIPTION_LENGTH_MAX = 200;

  public WebhookData {
    types = Set.copyOf(types);
  }

  /** Which it gets. */
  public Set<EventType> wanted() {
    return types.isEmpty() ? EventType.ALL : types;
  }
}
