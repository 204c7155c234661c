package dev.onhand.bench;

import dev.onhand.bench.RealMonth.Basket;
import dev.onhand.core.listing.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What it is worth to tell the most urgent listing first, where only a tenth of what is wanted can
 * be told: the days of a real month on four channels that take off what they sell themselves and
 * are asked for orders every minute, in time that is let pass. Of what is wanted on a day there is
 * four fifths; every other product gets half of it at noon.
 */
final class RiskOrder {

  private static final int CHANNELS = 4;
  private static final double BUDGET = 0.1;
  private static final LocalTime DELIVERY = LocalTime.NOON;
  private static final Comparator<Urgency> FIFO =
      Comparator.comparing(Urgency::since).thenComparingLong(Urgency::listing);

  private final RealMonth month;
  private final Report report;

  RiskOrder(RealMonth month, Report report) {
    this.month = month;
    this.report = report;
  }

  /**
   * What came of days.
   *
   * @param stale minutes in which listings showed something else than there was, of all listings
   * @param above the same, of those that showed more
   */
  private record Result(long told, long oversold, long stale, long above) {

    static final Result NONE = new Result(0, 0, 0, 0);

    Result plus(Result other) {
      return new Result(
          told + other.told, oversold + other.oversold, stale + other.stale, above + other.above);
    }

    String words() {
      return "%,d units oversold, %,d stale minutes, of which %,d above what there was (%,d told)"
          .formatted(oversold, stale, above, told);
    }
  }

  void run() {
    Result all = Result.NONE;
    Result fifo = Result.NONE;
    Result risk = Result.NONE;
    for (List<Basket> day : month.days().values()) {
      Result wanted = new Day(day, Comparator.naturalOrder(), Long.MAX_VALUE).run();
      long budget = Math.round(wanted.told() * BUDGET);
      all = all.plus(wanted);
      fifo = fifo.plus(new Day(day, FIFO, budget).run());
      risk = risk.plus(new Day(day, Comparator.naturalOrder(), budget).run());
    }
    String days = "%d days, ".formatted(month.days().size());
    report.note(days + "all that is wanted is told", all.words());
    report.note(days + "a tenth is told, what waits longest first", fifo.words());
    report.add(
        days + "a tenth is told, the most urgent first",
        risk.words(),
        "fewer oversold than by age",
        risk.oversold() < fifo.oversold());
  }

  /** One of them. */
  private static final class Day {

    private final List<Basket> baskets;
    private final long budget;
    private final TreeSet<Urgency> due;
    private final Map<String, Long> stock = new TreeMap<>();
    private final Map<String, Long> late = new TreeMap<>();
    private final Map<Long, String> products = new HashMap<>();
    private final Map<Long, Long> shown = new HashMap<>();
    private final Map<Long, Urgency> urgencies = new HashMap<>();
    private Result result = Result.NONE;

    Day(List<Basket> baskets, Comparator<Urgency> order, long budget) {
      this.baskets = baskets;
      this.budget = budget;
      this.due = new TreeSet<>(order);
      Map<String, Integer> wanted = new TreeMap<>();
      baskets.forEach(one -> one.units().forEach((sku, n) -> wanted.merge(sku, n, Integer::sum)));
      long number = 0;
      for (Map.Entry<String, Integer> one : wanted.entrySet()) {
        long units = Math.ceilDiv(one.getValue() * 4L, 5L);
        long delivered = number / CHANNELS % 2 == 0 ? units / 2 : 0;
        stock.put(one.getKey(), units - delivered);
        late.put(one.getKey(), delivered);
        for (int channel = 0; channel < CHANNELS; channel++) {
          products.put(number, one.getKey());
          shown.put(number++, units - delivered);
        }
      }
    }

    Result run() {
      LocalTime first = baskets.getFirst().at();
      long minutes = Duration.between(first, baskets.getLast().at()).toMinutes() + 1;
      int buyer = 0;
      long told = 0;
      for (long minute = 0; minute < minutes; minute++) {
        LocalTime at = first.plusMinutes(minute);
        Instant now = Instant.EPOCH.plus(Duration.ofMinutes(minute));
        while (buyer < baskets.size() && !baskets.get(buyer).at().isAfter(at)) {
          sell(baskets.get(buyer), buyer++ % CHANNELS);
        }
        if (at.equals(DELIVERY)) {
          late.forEach((sku, units) -> stock.merge(sku, units, Long::sum));
        }
        products.keySet().forEach(listing -> compare(listing, now));
        long may = budget == Long.MAX_VALUE ? budget : budget * (minute + 1) / minutes;
        for (; told < may && !due.isEmpty(); told++) {
          tell(due.first());
        }
        count();
      }
      long oversold = stock.values().stream().mapToLong(units -> Math.max(0, -units)).sum();
      return new Result(told, oversold, result.stale(), result.above());
    }

    /** A buyer takes at most what is shown, and the channel takes that off. */
    private void sell(Basket basket, int channel) {
      products.forEach(
          (listing, sku) -> {
            if (listing % CHANNELS == channel && basket.units().containsKey(sku)) {
              long there = shown.getOrDefault(listing, 0L);
              long taken = Math.min(there, basket.units().get(sku));
              shown.put(listing, there - taken);
              stock.merge(sku, -taken, Long::sum);
            }
          });
    }

    private long desired(long listing) {
      return Math.max(0, stock.getOrDefault(products.get(listing), 0L));
    }

    /** It has been wanted since its number moved last, as in the ledger. */
    private void compare(long listing, Instant now) {
      long shows = shown.getOrDefault(listing, 0L);
      long desired = desired(listing);
      @Nullable Urgency before = urgencies.remove(listing);
      if (before != null) {
        due.remove(before);
      }
      if (shows != desired) {
        Instant since = before == null ? now : before.since();
        Urgency urgency = Urgency.of(shows, desired, since, listing);
        urgencies.put(listing, urgency);
        due.add(urgency);
      }
    }

    private void tell(Urgency first) {
      due.remove(first);
      urgencies.remove(first.listing());
      shown.put(first.listing(), desired(first.listing()));
    }

    private void count() {
      long above = due.stream().filter(one -> one.rank() == 0).count();
      result = result.plus(new Result(0, 0, due.size(), above));
    }
  }
}
