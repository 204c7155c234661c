package dev.onhand.engine.orders;

import dev.onhand.core.order.Sourcing;
import java.time.Instant;

/**
 * A channel as it is set up.
 *
 * @param code unique within the seller, for ever
 * @param usual by which rule the seller's channels are sourced that name none
 * @param version grows with every change
 */
public record ChannelSetup(
    long id,
    String code,
    ChannelData data,
    Sourcing usual,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** As its orders see it. */
  public Channel channel() {
    return new Channel(id, code, data.name(), data.rules(usual), data.holdMinutes());
  }
}
