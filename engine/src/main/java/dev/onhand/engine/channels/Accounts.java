package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where channel accounts are kept. */
public interface Accounts {

  /** All of a seller's, by code. */
  List<Account> list(SellerId seller);

  Optional<Account> find(SellerId seller, String code);

  /** The account that has this address. */
  Optional<Account> findByHook(HookAddress address);

  /**
   * Makes the account of a channel that there is, or sets it up anew. A new one is paused.
   *
   * @return missing: there is no such channel; taken: a location's code that is not known; blocked:
   *     it is of another type
   */
  Saving<Account> put(SellerId seller, String code, AccountData data, Edit edit);

  /** Its settings that are secrets, by name. */
  Map<String, Secret> secrets(SellerId seller, long channel);

  /** Sets whether it works. Failures are forgotten when it begins to. */
  void setState(
      SellerId seller, long channel, Account.State state, @Nullable String reason, Instant at);

  /** A test of it begins, whose result takes the place of the last one's. */
  void testing(SellerId seller, long channel, Instant at);

  /** A test of it ended. That is forgotten if it was set up anew since, or another test began. */
  void tested(SellerId seller, long channel, Account.Tested tested);

  /** What a person wants done at once; null: leave as it is. */
  void want(
      SellerId seller, long channel, @Nullable Instant ordersDueAt, @Nullable Instant readDueAt);

  /**
   * What waits for who works an account that no schedule tells of, and that it would do as it is.
   * (One look: an account is worked every second, and there may be hundreds.)
   */
  Waiting waiting(Account account, Instant now);

  /**
   * Takes the right to work an account, or renews it.
   *
   * @param worker who asks, the same each time
   * @return empty: another has it
   */
  Optional<Lease> lease(SellerId seller, long channel, String worker, Duration length);

  /** Of all accounts: whoever had the right to work one is not there any more. */
  void endLeases(SellerId seller);

  /** Gives the right back; what the account knows stays. */
  void release(SellerId seller, long channel, Lease lease);

  /**
   * A page of the account's orders is in.
   *
   * @param poll where it goes on; null: it begins anew
   * @throws LeaseLostException if the lease is not the account's any more
   */
  void polling(SellerId seller, long channel, Lease lease, Account.@Nullable Poll poll);

  /**
   * The account's orders are in.
   *
   * @param watermark all that changed before it
   * @param newestAt when the newest of them was placed, by our clock; null: there were none
   * @throws LeaseLostException as {@link #polling}
   */
  void polled(
      SellerId seller,
      long channel,
      Lease lease,
      Instant watermark,
      Instant at,
      @Nullable Instant newestAt);

  /**
   * What came back is known as far as the channel lists it.
   *
   * @param watermark all that came back before it is, by the channel's clock
   * @throws LeaseLostException as {@link #polling}
   */
  void returned(SellerId seller, long channel, Lease lease, Instant watermark);

  /**
   * What the channel's limits taught by now.
   *
   * @throws LeaseLostException as {@link #polling}
   */
  void paced(SellerId seller, long channel, Lease lease, Account.Pace pace);

  /**
   * Some open orders were read again.
   *
   * @throws LeaseLostException as {@link #polling}
   */
  void reread(SellerId seller, long channel, Lease lease, Account.Rereading next);

  /**
   * A page of the account's listings is in.
   *
   * @param cursor where the next one begins; null: that was the last
   * @throws LeaseLostException as {@link #polling}
   */
  void readPage(
      SellerId seller, long channel, Lease lease, long run, @Nullable String cursor, Instant at);

  /** How it fares now. */
  void note(SellerId seller, long channel, Lease lease, Account.Health health);

  /**
   * What the channel's clock is ahead of ours. Where that is less than was thought, so is the time
   * up to which its orders are in.
   */
  void skewed(SellerId seller, long channel, Lease lease, Duration skew);

  /**
   * Adds to what was asked of a channel.
   *
   * @param kept calls to be looked at: the newest {@value PushCall#KEPT_MAX} of an account are kept
   * @param last each is kept in the place of one of the same purpose and end
   */
  void count(
      SellerId seller,
      long channel,
      List<CallCount> calls,
      List<PushCall> kept,
      List<LastCall> last);

  /** How many calls a day had, in UTC. */
  long spentOn(SellerId seller, long channel, LocalDate day);

  /** Listings of a channel were looked at, as they are known. */
  void looked(SellerId seller, String code, LocalDate day, long looks);

  /** How often listings were looked at, by day; the days that {@link #calls} tells of. */
  Map<LocalDate, Long> looks(SellerId seller, long channel, int days);

  /** What was asked of a channel, newest day first, by purpose. */
  List<CallCount> calls(SellerId seller, long channel, int days);

  /**
   * How long listings of each channel waited for their numbers, oldest day first; days on which
   * nothing was confirmed are left out.
   */
  List<LagCount> lags(SellerId seller, LocalDate since);
}
