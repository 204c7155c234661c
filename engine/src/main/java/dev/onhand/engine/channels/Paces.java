package dev.onhand.engine.channels;

import dev.onhand.connector.OrderPage;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Drain;
import dev.onhand.core.listing.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How quickly accounts bring orders in and tell listings, how many orders the channel said that it
 * still has, and how quickly it is computed what listings should show. Of those that this node
 * works, as long as it runs.
 */
public final class Paces {

  /** After a longer wait it was not at work: nothing could be told, or the channel was away. */
  private static final Duration WAIT_MAX = Duration.ofMinutes(1);

  private final BooleanSupplier isBusy;
  private final Map<Key, Paced> paces = new ConcurrentHashMap<>();
  private final Map<SellerId, Drain.Work> computing = new ConcurrentHashMap<>();

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
   * @param dueMost so many listings were to be told at most, whenever somebody looked since none
   *     was
   * @param telling since when listings wait whose telling is not counted yet; null: none wait
   */
  private record Paced(
      Pace orders, long left, Pace listings, long dueMost, @Nullable Instant telling) {
    static final Paced NONE = new Paced(Pace.NONE, 0, Pace.NONE, 0, null);

    Paced withLeft(long behind) {
      return new Paced(orders, behind, listings, dueMost, telling);
    }

    Paced withDue(long due) {
      return new Paced(orders, left, listings, Math.max(dueMost, due), telling);
    }

    Paced resting() {
      return new Paced(orders, left, listings, left == 0 ? 0 : dueMost, null);
    }

    /** Bringing orders in does not count as telling. */
    Paced broughtIn(int more, Duration took) {
      Instant since = telling == null ? null : telling.plus(took);
      return new Paced(orders.after(more, took), left, listings, dueMost, since);
    }

    /** What was done since those before were told counts, unless it was no work any more. */
    Paced told(int more, Instant begin, Instant end) {
      boolean isGoingOn = telling != null && !telling.plus(WAIT_MAX).isBefore(begin);
      Duration took = Duration.between(isGoingOn ? telling : begin, end);
      return new Paced(orders, left, listings.after(more, took), dueMost, end);
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
    change(account, Paced::resting);
  }

  /**
   * What listings should show was computed for some products.
   *
   * @param left for how many more it is to be
   */
  public void computed(SellerId seller, int products, long left, Duration took) {
    computing.compute(
        seller,
        (key, before) ->
            new Drain.Work(
                left, (before == null ? Pace.NONE : before.pace()).after(products, took)));
  }

  private void change(Account account, UnaryOperator<Paced> change) {
    paces.compute(
        key(account), (key, before) -> change.apply(before == null ? Paced.NONE : before));
  }

  /**
   * How long it takes until the orders of a seller's accounts are in and their listings told, if
   * nothing more comes.
   *
   * @param accounts all of them
   * @param due how many listings of each are to be told
   * @return of each, in the same order. Zero: nothing waits; null: not known here, or not before a
   *     person acts or the channel answers again
   */
  public List<@Nullable Duration> drains(
      SellerId seller, List<Account> accounts, ToLongFunction<Account> due) {
    boolean isShared = isBusy.getAsBoolean();
    Map<String, Pace> telling = new HashMap<>();
    accounts.forEach(
        account -> telling.merge(account.type(), paced(account).listings(), Pace::with));
    List<Drain.Line> lines = new ArrayList<>();
    for (Account account : accounts) {
      long now = due.applyAsLong(account);
      change(account, paced -> paced.withDue(now));
      Pace own = paced(account).listings();
      // Whose turn it was just now is chance where all of a type hold each other up.
      lines.add(line(account, now, isShared ? telling.getOrDefault(account.type(), own) : own));
    }
    List<@Nullable Duration> drains =
        Drain.of(lines, computing.getOrDefault(seller, new Drain.Work(0, Pace.NONE)), isShared);
    for (int i = 0; i < lines.size(); i++) {
      Account account = accounts.get(i);
      boolean waitsForSomebody =
          (lines.get(i).listings().waiting() > 0 && !account.isTelling())
              || (paced(account).left() > 0 && !isAsked(account));
      if (waitsForSomebody) {
        drains.set(i, null);
      }
    }
    return drains;
  }

  /** Who does not answer brings no orders in that others wait for. */
  private Drain.Line line(Account account, long due, Pace telling) {
    Paced paced = paced(account);
    return new Drain.Line(
        new Drain.Work(isAsked(account) ? paced.left() : 0, paced.orders()),
        new Drain.Work(due, telling),
        paced.dueMost());
  }

  private static boolean isAsked(Account account) {
    return account.state() == Account.State.ACTIVE && account.health().failures() == 0;
  }

  private Paced paced(Account account) {
    return paces.getOrDefault(key(account), Paced.NONE);
  }

  private static Key key(Account account) {
    return new Key(account.seller(), account.channel());
  }
}
