package dev.onhand.engine.channels;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where reconciliations are kept, the differences that they find, and what follows. */
public interface Reconciliations {

  /**
   * Has all listings of a channel compared at once, or as soon as it can be read.
   *
   * @return the one that waits for it already, or a new one
   */
  Reconciliation want(
      SellerId seller, long channel, Reconciliation.Purpose purpose, String actor, Instant at);

  Optional<Reconciliation> find(SellerId seller, long run);

  /**
   * Newest first.
   *
   * @param channel code; null: of all
   * @param withHourly also the readings of every hour
   */
  Slice<Reconciliation> list(
      SellerId seller, @Nullable String channel, boolean withHourly, PageRequest page);

  /** What the last run of each account that is at its end came to, by the channel's number. */
  Map<Long, Reconciliation.Counts> last(SellerId seller);

  /** Newest first. */
  Slice<Difference> differences(SellerId seller, Difference.Filter filter, PageRequest page);

  Optional<Difference> difference(SellerId seller, long id);

  /** What follows from differences of a channel. */
  DriftPolicy policy(SellerId seller, long channel);

  void setPolicy(SellerId seller, long channel, DriftPolicy policy, Edit edit);

  /**
   * A reading begins; again, if it was begun and did not come to its first page.
   *
   * @param readRun its number
   * @return whether they are to be brought in before the reading goes on
   * @throws LeaseLostException if the lease is not the account's any more
   */
  boolean begin(SellerId seller, long channel, Lease lease, long readRun, Instant at);

  /**
   * A reading came to its end: counts what it found, and decides what follows, or stages it.
   *
   * @param at when what its listings should show was computed anew, to tell what was wrong of it
   * @throws LeaseLostException if the lease is not the account's any more
   */
  void end(SellerId seller, long channel, Lease lease, long readRun, Instant at);

  /**
   * Decides differences that wait for it.
   *
   * @return how many
   */
  int decide(SellerId seller, Decision decision);

  /**
   * What is decided.
   *
   * @param run of which reconciliation; null: of any
   * @param listings of which listings; null: of all
   * @param drift which one; null: all of the above
   * @param action null: what is proposed for each; those of which a person is asked are left out
   * @param location where what is accepted moves stock; null: where the channel's stock is
   */
  record Decision(
      @Nullable Long run,
      @Nullable List<Long> listings,
      @Nullable Long drift,
      DriftPolicy.@Nullable Action action,
      @Nullable LocationId location,
      String actor,
      Instant at) {}

  /** Differences that are to become movements, some of them. */
  List<Acceptance> accepting(SellerId seller, long channel);

  /** A difference cannot become a movement: a person is asked. */
  void cannotAccept(SellerId seller, long drift, String why);

  /**
   * Settles what nothing is left to do of: what is shown as it should, and what was a sale of which
   * the order came late.
   *
   * @return what is left
   */
  Left settle(SellerId seller, long channel, Instant at);

  /**
   * What is not settled of a channel.
   *
   * @param asked differences of which a person is asked
   * @param staged those that wait for approval
   * @param doing those that are decided
   * @param stagedRun the newest reconciliation that waits for approval; null: none does
   */
  record Left(long asked, long staged, long doing, @Nullable Long stagedRun) {

    long all() {
      return asked + staged + doing;
    }
  }
}
