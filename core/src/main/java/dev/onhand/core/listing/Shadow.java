package dev.onhand.core.listing;

import dev.onhand.connector.StockSemantics.TakesOff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a listing would have shown if it had been told what it should show, while another tool told
 * it something else; and what that had meant for each sale there.
 *
 * <p>All numbers are what could be bought: where a channel counts units of its open orders to its
 * stock, less these.
 */
public final class Shadow {

  private final TakesOff takesOff;
  private final Duration lag;
  private final List<Push> pushes = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final Deque<Push> underWay = new ArrayDeque<>();
  private @Nullable Long shown;
  private boolean isBegun;

  /**
   * What it should have shown from then on.
   *
   * @param quantity null: the product is not counted, and nothing is told
   * @param shown what it did show then; null: not known
   */
  public record Wish(Instant at, @Nullable Long quantity, @Nullable Long shown) {}

  /**
   * Units that were sold there.
   *
   * @param at when they were bought
   * @param missing of these, units that were not there
   */
  public record Sale(Instant at, String order, String line, long units, long missing) {}

  /**
   * A number that it would have been told.
   *
   * @param from what it would have shown before; null: not known
   */
  public record Push(Instant at, @Nullable Long from, long to) {}

  /** What became of a sale, and would have. */
  public enum Kind {
    /** The units were there, and it would have shown them. */
    SOLD,
    /** The units were there, and it would have shown too few: a buyer would have been lost. */
    TURNED_AWAY,
    /** Units were missing, and it would have shown too few: nobody would have bought them. */
    AVOIDED,
    /** Units were missing, and would have been sold all the same. */
    OVERSOLD
  }

  /**
   * @param shown what it would have shown when it was sold; null: not known, so that it is taken to
   *     have shown enough
   */
  public record Verdict(Sale sale, @Nullable Long shown, Kind kind) {}

  /**
   * What came of it.
   *
   * @param pushes in their order
   * @param verdicts one for each sale, in their order
   */
  public record Outcome(List<Push> pushes, List<Verdict> verdicts) {
    public Outcome {
      pushes = List.copyOf(pushes);
      verdicts = List.copyOf(verdicts);
    }
  }

  private Shadow(TakesOff takesOff, Duration lag) {
    this.takesOff = takesOff;
    this.lag = lag;
  }

  /**
   * Lives through it.
   *
   * @param wishes by time; the first says what it showed when the shadow began
   * @param sales by time
   * @param lag how long it would have taken to show a number that it is told
   */
  public static Outcome of(TakesOff takesOff, Duration lag, List<Wish> wishes, List<Sale> sales) {
    Shadow shadow = new Shadow(takesOff, lag);
    int next = 0;
    for (Wish wish : wishes) {
      while (next < sales.size() && sales.get(next).at().isBefore(wish.at())) {
        shadow.sold(sales.get(next++));
      }
      shadow.wished(wish);
    }
    sales.subList(next, sales.size()).forEach(shadow::sold);
    return new Outcome(shadow.pushes, shadow.verdicts);
  }

  private void wished(Wish wish) {
    arrive(wish.at());
    if (!isBegun) {
      isBegun = true;
      shown = wish.shown();
    }
    Long quantity = wish.quantity();
    Long before = underWay.isEmpty() ? shown : Long.valueOf(underWay.getLast().to());
    if (quantity != null && !quantity.equals(before)) {
      Push push = new Push(wish.at(), before, quantity);
      pushes.add(push);
      underWay.add(push);
    }
  }

  private void sold(Sale sale) {
    arrive(sale.at());
    Long before = shown;
    boolean isEnough = before == null || before >= sale.units();
    boolean isMissing = sale.missing() > 0;
    Kind there = isMissing ? Kind.OVERSOLD : Kind.SOLD;
    Kind refused = isMissing ? Kind.AVOIDED : Kind.TURNED_AWAY;
    verdicts.add(new Verdict(sale, before, isEnough ? there : refused));
    if (isEnough && before != null && takesOff != TakesOff.NEVER) {
      shown = before - sale.units();
    }
  }

  /** A number that is shown overwrites what was sold meanwhile, until the next one. */
  private void arrive(Instant now) {
    while (!underWay.isEmpty() && !underWay.getFirst().at().plus(lag).isAfter(now)) {
      shown = underWay.removeFirst().to();
    }
  }
}
