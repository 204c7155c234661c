package dev.onhand.server.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingWishes;
import dev.onhand.engine.channels.Listings;
import dev.onhand.server.web.NanoTime;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Has listings read by whoever works their channels, within these channels' limits, and waits for
 * it a while.
 */
public final class Refreshing {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final ListingWishes wishes;
  private final Listings listings;
  private final Accounts accounts;
  private final ChannelLoop loop;
  private final InstantSource clock;
  private final NanoTime nanoTime;

  Refreshing(
      ListingWishes wishes,
      Listings listings,
      Accounts accounts,
      ChannelLoop loop,
      InstantSource clock,
      NanoTime nanoTime) {
    this.wishes = wishes;
    this.listings = listings;
    this.accounts = accounts;
    this.loop = loop;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * @param wait how long to wait; what is not read by then is read later
   * @return the listings as they are then, in the same order
   */
  public List<Listing> refresh(SellerId seller, List<Listing> wanted, Duration wait)
      throws InterruptedException {
    List<String> channels = wanted.stream().map(Listing::channel).distinct().toList();
    channels.forEach(channel -> requireWorking(seller, channel));
    List<Long> ids = wanted.stream().map(Listing::id).toList();
    wishes.refresh(seller, ids, clock.instant());
    loop.wake(seller);
    long until = nanoTime.now() + wait.toNanos();
    while (nanoTime.now() < until
        && wishes.isAnyWanted(seller, ids)
        && channels.stream().anyMatch(channel -> isWorking(seller, channel))) {
      Thread.sleep(LOOK_EVERY);
    }
    return ids.stream().map(id -> listings.find(seller, id)).flatMap(Optional::stream).toList();
  }

  private void requireWorking(SellerId seller, String channel) {
    accounts
        .find(seller, channel)
        .filter(account -> account.state() == Account.State.STOPPED)
        .ifPresent(
            account -> {
              throw stopped(account);
            });
  }

  /** Nothing is asked of it until a person acts. */
  static ProblemException stopped(Account account) {
    return new ProblemException(
        ProblemCode.CONFLICT,
        "Channel '%s' is stopped: %s Mend it, then resume it."
            .formatted(account.code(), account.reason() == null ? "" : account.reason()));
  }

  private boolean isWorking(SellerId seller, String channel) {
    return accounts
        .find(seller, channel)
        .filter(account -> account.state() != Account.State.STOPPED)
        .filter(account -> !isResting(account))
        .isPresent();
  }

  private boolean isResting(Account account) {
    Instant until = account.health().restUntil();
    return until != null && clock.instant().isBefore(until);
  }
}
