package dev.onhand.server.channels;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountBudget;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Spending;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an account's calls are spent on. */
@RestController
class SpendingController {

  private static final int DAYS = 30;

  private final Accounts accounts;
  private final Listings listings;
  private final ListingLooks looks;
  private final InstantSource clock;

  SpendingController(
      Accounts accounts, Listings listings, ListingLooks looks, InstantSource clock) {
    this.accounts = accounts;
    this.listings = listings;
    this.looks = looks;
    this.clock = clock;
  }

  /**
   * Shows what an account's calls were spent on by day, what of the day's budget is left, and what
   * polling would have cost instead.
   */
  @GetMapping(path = "/api/v1/channels/{code}/account/spending", produces = "application/json")
  @Needs(Scope.ORDERS_READ)
  SpendingBody showChannelSpending(Caller caller, @PathVariable String code) {
    Account account = AccountDesk.found(accounts, caller, code);
    looks.write();
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    long spent = accounts.spentOn(caller.seller(), account.channel(), today);
    AccountBudget budget = account.budget();
    Integer perDay = budget.callsPerDay();
    List<Spending> days =
        Spending.of(
            accounts.calls(caller.seller(), account.channel(), DAYS),
            accounts.looks(caller.seller(), account.channel(), DAYS),
            listings.count(caller.seller(), account.channel(), now).all());
    return new SpendingBody(
        "channel_spending",
        budget.callsPerSecond(),
        perDay,
        budget.pushesPerListing(),
        spent,
        perDay == null ? null : Math.max(0, perDay - spent),
        today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        days.stream().map(DayBody::of).toList());
  }

  /**
   * What an account's calls are spent on.
   *
   * @param callsPerSecond the most in a second; null: as many as the channel allows
   * @param callsPerDay the most in a day; null: as many as the channel allows
   * @param pushesPerListing the most of each listing within 24 hours; null: no limit
   * @param spentToday calls of this day, in UTC
   * @param leftToday of the day's; null: there is no limit
   * @param nextDayAt when the next day begins
   * @param days the newest first, at most 30
   */
  record SpendingBody(
      String object,
      @Nullable Integer callsPerSecond,
      @Nullable Integer callsPerDay,
      @Nullable Integer pushesPerListing,
      long spentToday,
      @Nullable Long leftToday,
      Instant nextDayAt,
      List<DayBody> days) {

    SpendingBody {
      days = List.copyOf(days);
    }
  }

  /**
   * A day's calls.
   *
   * @param day in UTC
   * @param reads of listings
   * @param pushes also asking what became of them
   * @param orders polling and reading them
   * @param auth logging in, and setting up what calls us
   * @param calls all of them
   * @param failed those that were not answered as they should be
   * @param polling what it would have cost to read all listings every hour, in pages of 50, and a
   *     listing each time that somebody looked at it
   * @param saved polling less reads
   */
  record DayBody(
      LocalDate day,
      long reads,
      long pushes,
      long orders,
      long auth,
      long calls,
      long failed,
      long polling,
      long saved) {

    static DayBody of(Spending spending) {
      return new DayBody(
          spending.day(),
          spending.reads(),
          spending.pushes(),
          spending.orders(),
          spending.auth(),
          spending.all(),
          spending.failed(),
          spending.polling(),
          spending.saved());
    }
  }
}
