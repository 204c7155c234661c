package dev.onhand.server.pages;

import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.engine.channels.Listings;
import java.util.List;

/**
 * A channel account as a row.
 *
 * @param counts of its listings
 * @param calls that it was asked in the last days
 * @param failed of these
 */
public record ChannelRow(Account account, Listings.Counts counts, long calls, long failed) {

  static ChannelRow of(Account account, Listings.Counts counts, List<CallCount> calls) {
    return new ChannelRow(
        account,
        counts,
        calls.stream().mapToLong(CallCount::calls).sum(),
        calls.stream().mapToLong(CallCount::failed).sum());
  }
}
