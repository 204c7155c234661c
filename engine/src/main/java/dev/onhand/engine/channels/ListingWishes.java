package dev.onhand.engine.channels;

import dev.onhand.connector.ListingRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people want done with listings at once: read, or told again. */
public interface ListingWishes {

  /**
   * Has listings read at once; a wish that is open already stays, unless its channel was paused
   * since, which has it wait.
   */
  void refresh(SellerId seller, Collection<Long> listings, Instant at);

  /**
   * When listings were told a number that are looked at now whether they show it.
   *
   * @param after after that time; null: whenever
   * @param until at that time or before
   */
  record Told(@Nullable Instant after, Instant until) {}

  /**
   * Has those listings of a channel read that were told a number, and not read since: what the
   * channel said that it took is seen so. Where they are many, none is asked for.
   *
   * @param pageOf so many listings are in a page of all: one by one a quarter as many are asked for
   *     as there are pages of all, at least one
   * @return whether there are more, also told earlier: to read all is cheaper
   * @throws LeaseLostException if the lease is not the account's any more
   */
  boolean refreshTold(
      SellerId seller, long channel, Lease lease, Told told, long pageOf, Instant at);

  /** Whether one of these is still to be read. */
  boolean isAnyWanted(SellerId seller, Collection<Long> listings);

  /**
   * Listings that are to be read at once, those first that wait longest.
   *
   * @param since what was wanted before is left out
   */
  List<Wanted> wanted(SellerId seller, long channel, Instant since, int max);

  /**
   * Listings of a channel that are told next, of which it would be known if people changed them
   * there; none where what people change there is not taken over.
   */
  List<Wanted> toldNext(SellerId seller, long channel, int max, Instant now);

  /** A listing that is to be read at once. */
  record Wanted(long listing, ListingRef ref) {}

  /**
   * The channel has no such listing any more.
   *
   * @throws LeaseLostException if the lease is not the account's any more
   */
  void gone(SellerId seller, long channel, Lease lease, long listing, Instant at);

  /**
   * Lets those that should be told something else be told now, also those that rest after a
   * failure.
   *
   * @return how many should be told something else
   */
  long pushDue(SellerId seller, long channel, Instant at);

  /**
   * Has listings told what they should show, also those that are believed to show it and those that
   * the channel refused: what they show counts as not known. Leaves out those of no product, those
   * that have ended, and those that are being told.
   *
   * @return how many are told
   */
  long pushAgain(SellerId seller, long channel, Collection<Long> listings, Edit edit);

  /** The same with all listings of a channel. */
  long pushAllAgain(SellerId seller, long channel, Edit edit);
}
