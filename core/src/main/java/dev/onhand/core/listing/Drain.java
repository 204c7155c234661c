package dev.onhand.core.listing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes until what waits is worked off, if nothing more comes.
 *
 * <p>First all orders are brought in, and what listings should show is computed for what they sold:
 * as long as the last account needs for it, since each order makes listings of the others due, also
 * such as were told just before. Then what is due is told.
 *
 * <p>Where all of that holds each other up, it is as long as all of it together takes, by as many
 * as were at it at once when it was seen how quick they are: what one of them needs less is there
 * for the others.
 */
public final class Drain {

  private static final double MILLIS = 1_000;

  private Drain() {}

  /**
   * Work of one kind.
   *
   * @param waiting how much of it there is, in pieces
   * @param pace at which it was done so far
   */
  public record Work(long waiting, Pace pace) {

    /** Null: it is not known, as it was never done yet. */
    @Nullable Double seconds() {
      return waiting == 0
          ? Double.valueOf(0)
          : pace.perSecond() > 0 ? Double.valueOf(waiting / pace.perSecond()) : null;
    }
  }

  /**
   * An account, which does one thing at a time.
   *
   * @param orders to be brought in
   * @param listings to be told
   * @param dueMost so many listings were to be told at once at most, of late: no more become due
   */
  public record Line(Work orders, Work listings, long dueMost) {

    /**
     * How many listings are to be told when all is in: of what comes each makes one of them due, by
     * turns, and they are told meanwhile. One whose turn it is had the most time to be told since
     * its last: where half of them are due on average, it is so in a quarter of the cases. So they
     * come closer to the number at which as many are told as become due that were not.
     */
    private double dueThen(double coming, double seconds) {
      double own = Objects.requireNonNullElse(orders.seconds(), seconds);
      double told = listings.pace().perSecond() * Math.max(0, seconds - own);
      double most = Math.max(dueMost, listings.waiting());
      if (coming <= 0 || most == 0) {
        return Math.max(0, listings.waiting() - told);
      }
      // Of most, with each turn: due' = 1 - due² - told / coming.
      double due = listings.waiting() / most;
      double turns = coming / most;
      if (told >= coming) {
        return Math.max(0, most * due / (1 + due * turns) - (told - coming));
      }
      double level = Math.sqrt(1 - told / coming);
      double closer = Math.tanh(level * turns);
      return most * level * (due + level * closer) / (level + due * closer);
    }

    /**
     * For how many of its listings it is still to be computed what they should show: what is sold
     * while its computing waits is computed with it.
     *
     * @param orders of the others
     * @param computing products that wait for it
     */
    private double coming(long orders, long computing) {
      double most = Math.max(dueMost, listings.waiting());
      double alone = most == 0 ? 1 : Math.max(0, 1 - computing / most);
      return computing + orders * alone;
    }

    /** How long it takes until all is told; null: it is not known. */
    private @Nullable Double through(double coming, double allIn) {
      double due = dueThen(coming, allIn);
      double perSecond = listings.pace().perSecond();
      if (orders.seconds() == null || (due > 0 && perSecond <= 0)) {
        return null;
      }
      return allIn + (due > 0 ? due / perSecond : 0);
    }

    /** Of the same how long it is at work itself: it does not tell more than is or becomes due. */
    private double atWork(double coming, double through) {
      double own = Objects.requireNonNullElse(orders.seconds(), 0.0);
      double perSecond = listings.pace().perSecond();
      if (perSecond <= 0 || (dueMost == 0 && listings.waiting() == 0)) {
        return own;
      }
      return Math.min(through, own + (listings.waiting() + coming) / perSecond);
    }
  }

  /**
   * How long each of some accounts takes that sell the same goods.
   *
   * @param computing what listings should show, of products whose stock changed
   * @param atOnce so many of them, with what is computed, were at work at once on average while
   *     their paces were taken, and held each other up, each as much as the other: the fewer are at
   *     work, the quicker they are. 0: they do not hold each other up
   * @return in the same order. Zero: nothing waits; null: it is not known, as some that waits was
   *     never done yet
   */
  public static List<@Nullable Duration> of(List<Line> lines, Work computing, double atOnce) {
    double computed = Objects.requireNonNullElse(computing.seconds(), 0.0);
    double allIn = computed;
    long orders = 0;
    for (Line line : lines) {
      allIn = Math.max(allIn, Objects.requireNonNullElse(line.orders().seconds(), 0.0));
      orders += line.orders().waiting();
    }
    List<@Nullable Double> through = new ArrayList<>();
    List<Double> atWork = new ArrayList<>(List.of(computed));
    for (Line line : lines) {
      double coming = line.coming(orders - line.orders().waiting(), computing.waiting());
      Double one = line.through(coming, allIn);
      through.add(one);
      if (one != null) {
        atWork.add(line.atWork(coming, one));
      }
    }
    List<Double> rising = atWork.stream().filter(one -> one > 0).sorted().toList();
    List<@Nullable Duration> all = new ArrayList<>();
    for (Double one : through) {
      all.add(one == null ? null : duration(atOnce > 0 ? shared(one, rising) / atOnce : one));
    }
    return all;
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) Math.ceil(seconds * MILLIS));
  }

  /** What all have done together until one is through: with each other they do the same. */
  private static double shared(double own, List<Double> rising) {
    double seconds = 0;
    double before = 0;
    for (int through = 0; through < rising.size() && before < own; through++) {
      double next = Math.min(own, rising.get(through));
      seconds += (next - before) * (rising.size() - through);
      before = next;
    }
    return seconds;
  }
}
