package dev.onhand.server.pages;

import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.CallCount;
import java.time.LocalDate;
import java.util.List;

/**
 * What may be asked of a channel now.
 *
 * @param left of its limits and its budget now, 0 to 1
 * @param today how many calls it had, in UTC
 */
public record ChannelBudget(Account account, double left, long today) {

  static ChannelBudget of(Account account, double left, List<CallCount> calls, LocalDate today) {
    return new ChannelBudget(
        account,
        left,
        calls.stream()
            .filter(count -> count.day().equals(today))
            .mapToLong(CallCount::calls)
            .sum());
  }
}
