package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Drain;
import dev.onhand.core.listing.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How quickly accounts bring orders in and tell listings, and how many orders the channel said that
 * it still has. Of those that this node works, as long as it runs.
 */
public final class Paces {

  private final Map<Key, Paced> paces = new ConcurrentHashMap<>();

  private record Key(SellerId seller, long channel) {}

  /**
   * Of an account.
   *
   * @param left orders that changed and were not read yet
   */
  private record Paced(Pace orders, long left, Pace listings) {
    static final Paced NONE = new Paced(Pace.NONE, 0, Pace.NONE);
  }

  /**
   * A page of orders was brought in. Pages are not counted of which all is in since polls before,
   * as they overlap: they take much less, and what comes behind them is mostly the same.
   *
   * @param left how many come behind it; null: the channel does not say
   */
  void broughtIn(Account account, int orders, @Nullable Long left, Duration took) {
    paces.compute(
        key(account),
        (key, before) -> {
          Paced paced = before == null ? Paced.NONE : before;
          return new Paced(
              paced.orders().after(orders, took), left == null ? 0 : left, paced.listings());
        });
  }

  /** Listings were told their numbers together. */
  void told(Account account, int listings, Duration took) {
    paces.compute(
        key(account),
        (key, before) -> {
          Paced paced = before == null ? Paced.NONE : before;
          return new Paced(paced.orders(), paced.left(), paced.listings().after(listings, took));
        });
  }

  private static Key key(Account account) {
    return new Key(account.seller(), account.channel());
  }

  /**
   * How long it takes until the account's orders are in and its listings told, if nothing more
   * comes.
   *
   * @param due listings that are to be told
   * @return zero: nothing waits; null: not known here, or not before a person acts
   */
  public @Nullable Duration drain(Account account, long due) {
    Paced paced = paces.getOrDefault(key(account), Paced.NONE);
    boolean isTelling = account.state() == Account.State.ACTIVE && !account.shadow().isOn();
    return due > 0 && !isTelling
        ? null
        : Drain.inTurn(
            List.of(
                new Drain.Work(paced.left(), paced.orders()),
                new Drain.Work(due, paced.listings())));
  }
}
