package dev.onhand.engine.channels;

import dev.onhand.connector.OrderPage;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Drain;
import dev.onhand.core.listing.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How quickly accounts bring orders in and tell listings, and how many orders the channel said that
 * it still has. Of those that this node works, as long as it runs.
 */
public final class Paces {

  /** After a longer wait it was not at work: nothing could be told, or the channel was away. */
  private static final Duration WAIT_MAX = Duration.ofMinutes(1);

  private final BooleanSupplier isBusy;
  private final Map<Key, Paced> paces = new ConcurrentHashMap<>();

  /**
   * @param isBusy whether this node has no processor time left, so that accounts hold each other up
   */
  public Paces(BooleanSupplier isBusy) {
    this.isBusy = isBusy;
  }

  private record Key(SellerId seller, long channel) {}

  /**
   * Of an account.
   *
   * @param left orders that changed and were not read yet
   * @param telling since when listings wait whose telling is not counted yet; null: none wait
   */
  private record Paced(Pace orders, long left, Pace listings, @Nullable Instant telling) {
    static final Paced NONE = new Paced(Pace.NONE, 0, Pace.NONE, null);

    Paced withLeft(long behind) {
      return new Paced(orders, behind, listings, telling);
    }

    Paced withTelling(@Nullable Instant since) {
      return new Paced(orders, left, listings, since);
    }

    /** Bringing orders in does not count as telling. */
    Paced broughtIn(int more, Duration took) {
      Instant since = telling == null ? null : telling.plus(took);
      return new Paced(orders.after(more, took), left, listings, since);
    }

    /** What was done since those before were told counts, unless it was no work any more. */
    Paced told(int more, Instant begin, Instant end) {
      boolean isGoingOn = telling != null && !telling.plus(WAIT_MAX).isBefore(begin);
      Duration took = Duration.between(isGoingOn ? telling : begin, end);
      return new Paced(orders, left, listings.after(more, took), end);
    }
  }

  /**
   * A page of orders was read. As polls overlap, pages of which all is in since before do not say
   * how quickly orders are brought in: they take much less, and what comes behind them is mostly
   * the same.
   *
   * @param isAnyNew whether some of it was not in before
   */
  void read(Account account, OrderPage page, boolean isAnyNew, Instant begin, Instant end) {
    boolean isLast = page.next() == null;
    if (!isAnyNew && !isLast) {
      return;
    }
    Duration took = Duration.between(begin, end);
    long left = isLast || page.left() == null ? 0 : page.left();
    change(
        account,
        paced -> (isAnyNew ? paced.broughtIn(page.orders().size(), took) : paced).withLeft(left));
  }

  /**
   * Listings were told their numbers together. What was done since those before were told counts
   * too, but for bringing new orders in: looking for orders and waiting for the channel's limits go
   * on as long as listings are told.
   */
  void told(Account account, int listings, Instant begin, Instant end) {
    change(account, paced -> paced.told(listings, begin, end));
  }

  /** No listing may be told now. */
  void rests(Account account) {
    change(account, paced -> paced.withTelling(null));
  }

  private void change(Account account, UnaryOperator<Paced> change) {
    paces.compute(
        new Key(account.seller(), account.channel()),
        (key, before) -> change.apply(before == null ? Paced.NONE : before));
  }

  /**
   * How long it takes until the accounts' orders are in and their listings told, if nothing more
   * comes.
   *
   * @param due how many listings of each are to be told
   * @return of each, in the same order. Zero: nothing waits; null: not known here, or not before a
   *     person acts
   */
  public List<@Nullable Duration> drains(List<Account> accounts, ToLongFunction<Account> due) {
    List<@Nullable Duration> alone = new ArrayList<>();
    accounts.forEach(account -> alone.add(drain(account, due.applyAsLong(account))));
    return isBusy.getAsBoolean() ? Drain.shared(alone) : alone;
  }

  private @Nullable Duration drain(Account account, long due) {
    Paced paced = paces.getOrDefault(new Key(account.seller(), account.channel()), Paced.NONE);
    return due > 0 && !account.isTelling()
        ? null
        : Drain.inTurn(
            List.of(
                new Drain.Work(paced.left(), paced.orders()),
                new Drain.Work(due, paced.listings())));
  }
}
