package dev.onhand.engine.channels;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsListings;
import dev.onhand.connector.RemoteListing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Reads listings one by one: those that people want to see as they are now, and every quarter of an
 * hour those that were told a number and not seen since.
 */
public final class Refresher {

  /** So few at a time that pushes need not wait for the rest. */
  private static final int AT_ONCE_MAX = 5;

  private final ListingWishes wishes;
  private final Listings listings;
  private final Accounts accounts;
  private final BiConsumer<Account, ReadPage.Result> kept;
  private final Schedule schedule;
  private final InstantSource clock;

  /**
   * @param kept is told what came of what was read
   */
  public Refresher(
      ListingWishes wishes,
      Listings listings,
      Accounts accounts,
      BiConsumer<Account, ReadPage.Result> kept,
      Schedule schedule,
      InstantSource clock) {
    this.wishes = wishes;
    this.listings = listings;
    this.accounts = accounts;
    this.kept = kept;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** So long a channel may take to show what it said that it took. */
  static final Duration SHOWS_AFTER = Duration.ofMinutes(1);

  /** Our clock was set back: what was to be told later is told now. */
  void setBack(Account account, Instant now) {
    wishes.pushDue(account.seller(), account.channel(), now);
  }

  /**
   * Has those read, when it is time, that were told something and not seen since; where the channel
   * cannot show one alone the next full read sees them. Where they are many a read of all costs
   * less, and sees them within the hour.
   *
   * @return whether it was time
   */
  boolean watch(Account account, Lease lease, Connector channel) {
    Instant now = clock.instant();
    if (!(channel instanceof ReadsListing)
        || !Schedule.isDue(schedule.checkDueAt(account, now), now)) {
      return false;
    }
    Instant before = account.reading().checkedAt();
    boolean areMany =
        wishes.refreshTold(
            account.seller(),
            account.channel(),
            lease,
            new ListingWishes.Told(
                before == null ? null : before.minus(SHOWS_AFTER), now.minus(SHOWS_AFTER)),
            Spending.LISTINGS_OF_PAGE,
            now);
    Instant readAt = account.reading().readAt();
    if (areMany && readAt != null && schedule.isReadOld(readAt, now)) {
      accounts.want(account.seller(), account.channel(), null, now);
    }
    return true;
  }

  /** Asks for orders, so that what was sold since is no edit; if the channel's limits allow it. */
  interface Poll {

    /**
     * @return whether it is known what was sold
     */
    boolean first() throws InterruptedException;
  }

  /**
   * Reads the next few. A channel that cannot show one alone has all of them read.
   *
   * @return whether there were any
   */
  boolean refresh(Account account, Lease lease, Connector channel, Poll poll)
      throws InterruptedException {
    List<ListingWishes.Wanted> wanted =
        wishes.wanted(account.seller(), account.channel(), account.heedsSince(), AT_ONCE_MAX);
    if (wanted.isEmpty()) {
      return false;
    }
    if (!(channel instanceof ReadsListing reads)) {
      if (account.reading().dueAt() == null && account.reading().cursor() == null) {
        accounts.want(account.seller(), account.channel(), null, clock.instant());
      }
      return false;
    }
    for (ListingWishes.Wanted one : wanted) {
      read(account, lease, reads, one, poll);
    }
    return true;
  }

  /**
   * Reads what is told next where people's changes there count: what they changed since is taken
   * over first, and not told over. Where the channel only takes a number that it is told while it
   * shows what is expected, that is not needed.
   */
  void readFirst(Account account, Lease lease, Connectors.Open open, Poll poll)
      throws InterruptedException {
    ConnectorDescriptor kind = open.descriptor();
    if (kind.supports(Behavior.COMPARES_AND_SETS)
        || !(open.connector() instanceof ReadsListing reads)) {
      return;
    }
    List<ListingWishes.Wanted> next =
        wishes.toldNext(
            account.seller(), account.channel(), kind.limits().batchMax(), clock.instant());
    if (!next.isEmpty() && open.connector() instanceof ReadsListings several) {
      List<ListingRef> refs = next.stream().map(ListingWishes.Wanted::ref).toList();
      read(account, lease, next, () -> several.listings(refs), poll);
      return;
    }
    for (ListingWishes.Wanted one : next) {
      read(account, lease, reads, one, poll);
    }
  }

  private void read(
      Account account, Lease lease, ReadsListing reads, ListingWishes.Wanted wanted, Poll poll)
      throws InterruptedException {
    read(
        account, lease, List.of(wanted), () -> reads.listing(wanted.ref()).stream().toList(), poll);
  }

  /** What is not there any more is noted, and then what the others show. */
  private void read(
      Account account,
      Lease lease,
      List<ListingWishes.Wanted> wanted,
      Asking.Question<List<RemoteListing>> call,
      Poll poll)
      throws InterruptedException {
    Instant askedAt = clock.instant();
    List<RemoteListing> found = Asking.ask(account, call);
    Set<String> there =
        found.stream().map(one -> one.ref().externalId()).collect(Collectors.toUnmodifiableSet());
    for (ListingWishes.Wanted one : wanted) {
      if (!there.contains(one.ref().externalId())) {
        wishes.gone(account.seller(), account.channel(), lease, one.listing(), clock.instant());
      }
    }
    if (found.isEmpty()) {
      return;
    }
    ReadPage page = new ReadPage(null, found, askedAt, clock.instant(), false);
    boolean isSure =
        listings.differs(account.seller(), account.channel(), page.listings()) && poll.first();
    ReadPage known = isSure ? page.withOrdersIn() : page;
    kept.accept(account, listings.read(account.seller(), account.channel(), lease, known));
  }
}
