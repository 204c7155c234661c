package dev.onhand.engine.whatif;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Sourcing;
import dev.onhand.engine.channels.AccountBudget;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Other settings for a past period. What is not there stays as it is.
 *
 * @param from what was recorded from then on
 * @param to and before then
 * @param sourcing of all channels that are not in {@code channels} with another; null: as it is
 * @param channels by code
 * @param isAtSlowest listings take as long to show a number as the slowest of a hundred pushes did;
 *     else as long as they took in the middle
 */
public record Change(
    Instant from,
    Instant to,
    @Nullable Sourcing sourcing,
    Map<String, OfChannel> channels,
    boolean isAtSlowest) {

  public Change {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("to must be after from (" + from + "), not " + to);
    }
    channels = Map.copyOf(channels);
  }

  /**
   * Other settings of a channel.
   *
   * @param buffer units that all its listings keep back, in place of what their rules say
   * @param budget in place of the account's, as a whole
   * @param tuned units that its listings of a product keep back at least
   */
  public record OfChannel(
      @Nullable Long buffer,
      @Nullable Sourcing sourcing,
      @Nullable AccountBudget budget,
      Map<ProductId, Long> tuned) {
    public OfChannel {
      tuned = Map.copyOf(tuned);
    }
  }
}
