package dev.onhand.engine.channels;

import dev.onhand.connector.RemoteListing;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Where listings are kept. Whatever changes what one shows leaves an entry in its history. */
public interface Listings {

  Optional<Listing> find(SellerId seller, long id);

  /** Listings by id. */
  Slice<Listing> list(SellerId seller, ListingFilter filter, PageRequest page);

  /** A listing's changes, newest first. */
  Slice<ListingChange> history(SellerId seller, long listing, PageRequest page);

  /**
   * Says of what product a listing is.
   *
   * @param product null: of none, and it is not matched by itself again
   * @param units of the product in one of the listing
   */
  Saving<Listing> match(
      SellerId seller, long listing, @Nullable ProductId product, long units, Edit edit);

  /** Lets a listing be told again that the channel refused. */
  Saving<Listing> unblock(SellerId seller, long listing, Edit edit);

  /**
   * Products that listings of none may be of, the likeliest first, a few of each listing.
   *
   * @return by the listing's id; those for which nothing speaks are left out
   */
  Map<Long, List<Suggestion>> suggest(SellerId seller, Collection<Listing> listings);

  /**
   * Computes anew what the listings of products should show, bundles of them too.
   *
   * @return the channels of which listings are due
   */
  Set<Long> refresh(SellerId seller, Collection<ProductId> products, Instant now);

  /** Computes anew what all listings of a channel should show. */
  void refreshAll(SellerId seller, long channel, Instant now);

  /**
   * Computes anew what listings should show of what was recorded since this was done last, on
   * whatever node.
   *
   * @param known of which movements, by their ids, that was done already
   * @param end newer movements are left to the next time
   * @return the channels of which listings are due
   */
  Set<Long> catchUp(SellerId seller, LongPredicate known, long end, Instant now);

  /**
   * Takes listings that should be told something else, the most urgent first, and notes that they
   * are about to be. Where all of what is to be told is more than the channel's brake lets pass,
   * what is too much becomes a {@link HeldChange} instead; what an import raises or sets to nothing
   * waits for its end.
   *
   * @throws LeaseLostException if the lease is not the account's any more
   */
  List<Push> take(SellerId seller, long channel, Lease lease, int max, Instant now);

  /** Whether one that may be told now is to show more than it does. */
  boolean isAnyRaised(SellerId seller, long channel, Instant now);

  /** How many are wanted to show something that the channel refuses. */
  long countRefused(SellerId seller, long channel);

  /** Whether a listing showed something else than believed since then. */
  boolean isAnyDrift(SellerId seller, long channel, Instant since);

  /** Whether listings are believed to show something else than this. */
  boolean differs(SellerId seller, long channel, List<RemoteListing> shown);

  Counts count(SellerId seller, long channel, Instant now);

  /** What waits at each of these channels, by its number; none is left out. */
  Map<Long, Backlog> backlogs(SellerId seller, List<Long> channels);

  /** What waits at a channel. */
  default Backlog backlog(SellerId seller, long channel) {
    return Objects.requireNonNull(backlogs(seller, List.of(channel)).get(channel));
  }

  /**
   * What waits at a channel.
   *
   * @param due listings to be told, also those that rest after a failure
   * @param dueSince since when the one that waits longest is; null: none is
   * @param beingTold of which a push is under way, or its fate not known
   * @param dead that the channel refuses or that were given up: a person must act
   * @param drifting of which a difference is open
   * @param over that offer more than they should, as {@link ListingFilter.Only#OVER}
   * @param unknown that were told a number, and nobody knows yet whether it arrived
   * @param toldAt when any was told a number last; null: never
   * @param toRead that are to be read singly
   * @param toReadSince since when the one of these that waits longest is; null: none is
   */
  record Backlog(
      long due,
      @Nullable Instant dueSince,
      long beingTold,
      long dead,
      long drifting,
      long over,
      long unknown,
      @Nullable Instant toldAt,
      long toRead,
      @Nullable Instant toReadSince) {}

  /**
   * How many listings a channel has.
   *
   * @param all that have not ended
   * @param unmatched of no product, and not ignored
   * @param due that should be told something else, and may be
   * @param beingTold of which a push is under way, or its fate not known
   */
  record Counts(long all, long unmatched, long due, long beingTold) {}

  /** Pushes whose fate is not known. */
  List<Push> attempted(SellerId seller, long channel, int max);

  /**
   * Notes what came of pushes; of those that are not under way any more nothing.
   *
   * @return whether a listing of them waits for a person now: it is refused, or was given up after
   *     too many failures
   */
  boolean answered(SellerId seller, long channel, Lease lease, List<Push.Answered> answers);

  /** Gives up finding out what became of pushes: what the listings show is not known. */
  void forgotten(SellerId seller, long channel, Lease lease, List<Push> pushes, Instant at);

  /** Which listing a channel's orders mean by a name. */
  Map<String, Named> byName(SellerId seller, long channel, Set<String> names);

  /**
   * A listing that has a name.
   *
   * @param match null: it is of no product
   */
  record Named(long listing, Listing.@Nullable Match match) {}

  /**
   * Lowers or raises what listings are believed to show by what was sold from them, once; what they
   * should show is computed anew with it.
   */
  void sold(SellerId seller, long channel, List<Sale> sales, Instant now);

  /**
   * Notes what was sold of listings that are not known by the names that orders have for them. Once
   * they are read under those, it is taken off them. Noted is what an order waits for, and what
   * listings may show that were not read since.
   *
   * @param orders external ids of orders of which no other lines wait so any more
   */
  void unnamed(SellerId seller, long channel, List<String> orders, List<SoldLine> sold);

  /** Notes what was read, matches what is new, and takes off what waited for a name. */
  ReadPage.Result read(SellerId seller, long channel, Lease lease, ReadPage page);

  /**
   * A full read came to its end: what it did not show is gone.
   *
   * @return how many were not shown
   */
  int endRead(SellerId seller, long channel, Lease lease, long run, Instant at);
}
