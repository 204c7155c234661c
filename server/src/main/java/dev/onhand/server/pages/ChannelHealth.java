package dev.onhand.server.pages;

import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Reconciliation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a channel account is, as far as it can be said without counting its listings.
 *
 * @param waits what waits at it
 * @param left of its limits and its budget now, 0 to 1
 * @param calls of the last days
 * @param last what its last comparison that is at its end came to; null: none is
 */
public record ChannelHealth(
    Account account,
    Listings.Backlog waits,
    double left,
    List<CallCount> calls,
    Reconciliation.@Nullable Counts last) {

  public ChannelHealth {
    calls = List.copyOf(calls);
  }
}
