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
 * still has, how many came of late, and how quickly it is computed what listings should show. Of
 * those that this node works, as long as it runs.
 */
public final class Paces {

  /** After a longer wait it was not at work: nothing could be told, or the channel was away. */
  private static final Duration WAIT_MAX = Duration.ofMinutes(1);

  private final BooleanSupplier isBusy;
  private final Map<Account.Key, Paced> paces = new ConcurrentHashMap<>();
  private final Map<SellerId, Drain.Work> computing = new ConcurrentHashMap<>();
  private final Map<SellerId, AtWork> atWork = new ConcurrentHashMap<>();

  /**
   * @param isBusy whether this node has no processor time left, so that accounts hold each other up
   */
  public Paces(BooleanSupplier isBusy) {
    this.isBusy = isBusy;
  }

  /**
   * Of an account.
   *
   * @param coming orders
   * @param left orders that changed and were not read yet
   * @param dueMost so many listings were to be told at most, whenever somebody looked since none
   *     was
   * @param telling since when listings wait whose telling is not counted yet; null: none wait
   */
  private record Paced(
      Arrivals coming,
      Pace orders,
      long left,
      Pace listings,
      long dueMost,
      @Nullable Instant telling) {
    static final Paced NONE = new Paced(Arrivals.NONE, Pace.NONE, 0, Pace.NONE, 0, null);

    Paced withComing(Arrivals more) {
      return new Paced(more, orders, left, listings, dueMost, telling);
    }

    Paced withLeft(long behind) {
      return new Paced(coming, orders, behind, listings, dueMost, telling);
    }

    Paced withDue(long due) {
      return new Paced(coming, orders, left, listings, Math.max(dueMost, due), telling);
    }

    Paced resting() {
      return new Paced(coming, orders, left, listings, left == 0 ? 0 : dueMost, null);
    }

    Paced broughtIn(int more, Duration took) {
      return new Paced(coming, orders.after(more, took), left, listings, dueMost, telling);
    }

    /** Bringing orders in does not count as telling. */
    Paced lookedFor(Duration took) {
      Instant since = telling == null ? null : telling.plus(took);
      return new Paced(coming, orders, left, listings, dueMost, since);
    }

    /** What was done since those before were told counts, unless it was no work any more. */
    Instant tellingSince(Instant begin) {
      Instant since = telling;
      return since == null || since.isAfter(begin) || since.plus(WAIT_MAX).isBefore(begin)
          ? begin
          : since;
    }

    Paced told(int more, Instant begin, Instant end) {
      Duration took = Duration.between(tellingSince(begin), end);
      return new Paced(coming, orders, left, listings.after(more, took), dueMost, end);
    }
  }

  /**
   * How many of a seller's accounts, with what is computed for them, are at work at once while any
   * is.
   *
   * @param millis of work, in a second
   * @param until what is counted
   */
  private record AtWork(Pace millis, Instant until) {
    static final AtWork NONE = new AtWork(Pace.NONE, Instant.MIN);

    AtWork with(Instant begin, Instant end) {
      Instant since = begin.isBefore(until) ? until : begin;
      long more = Math.max(0, Duration.between(begin, end).toMillis());
      return new AtWork(millis.after(more, Duration.between(since, end)), end);
    }

    double atOnce() {
      return Math.max(1, millis.perSecond() / Arrivals.MILLIS);
    }
  }

  /**
   * How many orders come, by one poll after the other.
   *
   * @param before when the last poll but one began; null: there was none
   * @param begin when the last one did
   * @param orders it has brought in
   * @param isOver whether it was read to its end
   * @param perSecond so many had come, by the last one that was
   */
  private record Arrivals(
      @Nullable Instant before,
      @Nullable Instant begin,
      long orders,
      boolean isOver,
      double perSecond) {
    static final Arrivals NONE = new Arrivals(null, null, 0, true, 0);

    private static final double MILLIS = 1_000;

    Arrivals after(long more, boolean isLast, Instant askedAt) {
      Arrivals poll = isOver ? new Arrivals(begin, askedAt, 0, false, perSecond) : this;
      long all = poll.orders + more;
      return new Arrivals(
          poll.before, poll.begin, all, isLast, isLast ? poll.perSecond(all) : perSecond);
    }

    private double perSecond(long all) {
      double seconds =
          before == null || begin == null ? 0 : Duration.between(before, begin).toMillis() / MILLIS;
      return seconds > 0 ? all / seconds : 0;
    }

    /**
     * How many came since the last poll began, if they go on to: as none of them is seen they may
     * have ended, so that it is at most what comes in a time.
     */
    long unseen(Instant now, Duration most) {
      if (begin == null || now.isBefore(begin)) {
        return 0;
      }
      Duration since = Duration.between(begin, now);
      return (long) (perSecond * Math.min(since.toMillis(), most.toMillis()) / MILLIS);
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
    int more = isAnyNew ? page.orders().size() : 0;
    change(account, paced -> paced.withComing(paced.coming().after(more, isLast, begin)));
    if (!isAnyNew && !isLast) {
      return;
    }
    Duration took = Duration.between(begin, end);
    long left = isLast || page.left() == null ? 0 : page.left();
    change(account, paced -> (isAnyNew ? paced.broughtIn(more, took) : paced).withLeft(left));
  }

  /**
   * Orders were looked for, and some were new: that is over with them. What is looked at again
   * before them counts with it, as it is the more the more there are.
   */
  void broughtIn(Account account, Instant begin, Instant end) {
    change(account, paced -> paced.lookedFor(Duration.between(begin, end)));
    worked(account.seller(), begin, end);
  }

  /**
   * Listings were told their numbers together. What was done since those before were told counts
   * too, but for bringing new orders in: looking for orders where there are none and waiting for
   * the channel's limits go on as long as listings are told.
   */
  void told(Account account, int listings, Instant begin, Instant end) {
    worked(account.seller(), paced(account).tellingSince(begin), end);
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
  public void computed(SellerId seller, int products, long left, Instant begin, Instant end) {
    worked(seller, begin, end);
    Duration took = Duration.between(begin, end);
    computing.compute(
        seller,
        (key, before) ->
            new Drain.Work(
                left, (before == null ? Pace.NONE : before.pace()).after(products, took)));
  }

  private void worked(SellerId seller, Instant begin, Instant end) {
    atWork.compute(
        seller, (key, before) -> (before == null ? AtWork.NONE : before).with(begin, end));
  }

  private void change(Account account, UnaryOperator<Paced> change) {
    paces.compute(
        account.key(), (key, before) -> change.apply(before == null ? Paced.NONE : before));
  }

  /**
   * How long it takes until the orders of a seller's accounts are in and their listings told, if
   * nothing more comes. While this node has no processor time left polls are late, and what came
   * since the last of an account that is at work is taken to wait as well.
   *
   * @param accounts all of them
   * @param due how many listings of each are to be told
   * @param at when that is so
   * @return of each, in the same order. Zero: nothing waits; null: not known here, or not before a
   *     person acts or the channel answers again
   */
  public List<@Nullable Duration> drains(
      SellerId seller, List<Account> accounts, ToLongFunction<Account> due, Instant at) {
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
      lines.add(
          isShared
              ? line(
                  account, now, unseen(account, now, at), telling.getOrDefault(account.type(), own))
              : line(account, now, 0, own));
    }
    List<@Nullable Duration> drains =
        Drain.of(
            lines,
            computing.getOrDefault(seller, new Drain.Work(0, Pace.NONE)),
            isShared ? atWork.getOrDefault(seller, AtWork.NONE).atOnce() : 0);
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

  private long unseen(Account account, long due, Instant at) {
    Paced paced = paced(account);
    boolean isAtWork = due > 0 || paced.left() > 0;
    return isAtWork ? paced.coming().unseen(at, account.pollEvery()) : 0;
  }

  /** Who does not answer brings no orders in that others wait for. */
  private Drain.Line line(Account account, long due, long unseen, Pace telling) {
    Paced paced = paced(account);
    return new Drain.Line(
        new Drain.Work(isAsked(account) ? paced.left() + unseen : 0, paced.orders()),
        new Drain.Work(due, telling),
        paced.dueMost());
  }

  private static boolean isAsked(Account account) {
    return account.state() == Account.State.ACTIVE && account.health().failures() == 0;
  }

  private Paced paced(Account account) {
    return paces.getOrDefault(account.key(), Paced.NONE);
  }
}
