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
     * How many listings are to be told when all is in: of what comes each makes one of them due,
     * whichever it is, and they are told meanwhile. So they come closer to the number at which as
     * many are told as become due that were not.
     */
    private double dueThen(double coming, double seconds) {
      double own = Objects.requireNonNullElse(orders.seconds(), seconds);
      double told = listings.pace().perSecond() * Math.max(0, seconds - own);
      long most = Math.max(dueMost, listings.waiting());
      if (coming <= 0 || most == 0) {
        return Math.max(0, listings.waiting() - told);
      }
      double level = most * (1 - told / coming);
      return Math.max(0, level + (listings.waiting() - level) * Math.exp(-coming / most));
    }
  }

  /**
   * How long each of some accounts takes that sell the same goods.
   *
   * @param computing what listings should show, of products whose stock changed
   * @param isShared whether they hold each other up, each as much as the other: who is through with
   *     its listings leaves its share to those who are not, and they become quicker
   * @return in the same order. Zero: nothing waits; null: it is not known, as some that waits was
   *     never done yet
   */
  public static List<@Nullable Duration> of(List<Line> lines, Work computing, boolean isShared) {
    double in = Objects.requireNonNullElse(computing.seconds(), 0.0);
    long orders = 0;
    for (Line line : lines) {
      in = Math.max(in, Objects.requireNonNullElse(line.orders().seconds(), 0.0));
      orders += line.orders().waiting();
    }
    List<@Nullable Duration> telling = new ArrayList<>();
    for (Line line : lines) {
      long coming = orders - line.orders().waiting() + computing.waiting();
      telling.add(telling(line, line.dueThen(coming, in)));
    }
    Duration allIn = duration(in);
    List<@Nullable Duration> all = new ArrayList<>();
    for (Duration one : isShared ? shared(telling) : telling) {
      all.add(one == null ? null : allIn.plus(one));
    }
    return all;
  }

  private static @Nullable Duration telling(Line line, double due) {
    double perSecond = line.listings().pace().perSecond();
    if (line.orders().seconds() == null || (due > 0 && perSecond <= 0)) {
      return null;
    }
    return due > 0 ? duration(due / perSecond) : Duration.ZERO;
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) Math.ceil(seconds * MILLIS));
  }

  private static List<@Nullable Duration> shared(List<@Nullable Duration> alone) {
    List<Duration> rising =
        alone.stream().filter(Objects::nonNull).filter(Duration::isPositive).sorted().toList();
    List<@Nullable Duration> shared = new ArrayList<>();
    for (Duration one : alone) {
      shared.add(one == null || !one.isPositive() ? one : shared(one, rising));
    }
    return shared;
  }

  /** While {@code n} of {@code all} are at work, each is {@code all / n} times as quick. */
  private static Duration shared(Duration own, List<Duration> rising) {
    double millis = 0;
    long before = 0;
    for (int through = 0; before < own.toMillis(); through++) {
      long next = rising.get(through).toMillis();
      millis += (next - before) * (rising.size() - through) / (double) rising.size();
      before = next;
    }
    return Duration.ofMillis((long) Math.ceil(millis));
  }
}
