package dev.onhand.connector.http;

import dev.onhand.connector.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What left within the rate's window. */
final class Meter {

  /** What leaves within such a part of the window counts as one, at its last instant. */
  private static final int GRAINS = 1_000;

  /** What is kept of a window over a restart is kept by such parts of it, each at its end. */
  private static final int STRETCHES = 24;

  /** Windows from this length on outlive a restart. */
  private static final Duration KEPT_FROM = Duration.ofHours(1);

  private Limits.Rate rate;
  private final ArrayDeque<Counted> counted = new ArrayDeque<>();
  private long sum;

  private record Counted(Instant from, Instant at, long units) {}

  Meter(Limits.Rate rate) {
    this.rate = rate;
  }

  /** From now on at this pace; what left counts. */
  void turnTo(double perSecond) {
    rate = rate.at(perSecond);
  }

  boolean hasRateOf(Meter other) {
    return rate.equals(other.rate);
  }

  private long allowed(double share) {
    return Math.max(1, (long) (rate.units() * share));
  }

  long sum(Instant now) {
    forget(now);
    return sum;
  }

  long left(Instant now, double share) {
    return Math.max(0, allowed(share) - sum(now));
  }

  double leftRatio(Instant now, double share) {
    return (double) left(now, share) / allowed(share);
  }

  /** A call that costs more than there ever is leaves when nothing else did. */
  Duration waitFor(long units, Instant now, double share) {
    forget(now);
    long over = sum + Math.min(units, allowed(share)) - allowed(share);
    if (over <= 0) {
      return Duration.ZERO;
    }
    for (Counted one : counted) {
      over -= one.units();
      if (over <= 0) {
        Duration wait = Duration.between(now, one.at().plus(rate.window()));
        return wait.isPositive() ? wait : Duration.ofMillis(1);
      }
    }
    return rate.window();
  }

  void count(long units, Instant now) {
    Counted last = counted.peekLast();
    if (last != null && now.isBefore(last.from().plus(rate.window().dividedBy(GRAINS)))) {
      counted.removeLast();
      Instant at = now.isAfter(last.at()) ? now : last.at();
      counted.add(new Counted(last.from(), at, last.units() + units));
    } else {
      counted.add(new Counted(now, now, units));
    }
    sum += units;
  }

  /** Whether it is over soon enough to be forgotten at a restart. */
  boolean isShort() {
    return rate.window().compareTo(KEPT_FROM) < 0;
  }

  /** What left within the window, by parts of it, each as if it had left at its end. */
  List<Pacer.Stretch> stretches(Instant now) {
    forget(now);
    long millis = rate.window().dividedBy(STRETCHES).toMillis();
    NavigableMap<Long, Long> units = new TreeMap<>();
    for (Counted one : counted) {
      units.merge(Math.floorDiv(one.at().toEpochMilli() - 1, millis) + 1, one.units(), Long::sum);
    }
    List<Pacer.Stretch> stretches = new ArrayList<>();
    units.forEach(
        (end, sum) ->
            stretches.add(new Pacer.Stretch(rate.name(), Instant.ofEpochMilli(end * millis), sum)));
    return stretches;
  }

  /** Whether so much more left than this that a restart must know of it. */
  boolean hasMoreThan(List<Pacer.Stretch> kept, Instant now) {
    return sum(now) - sumOf(kept, now) >= Math.max(1, rate.units() / GRAINS);
  }

  /** Counts what was kept, unless it knows of as much by itself. */
  void goOn(List<Pacer.Stretch> kept, Instant now) {
    if (sumOf(kept, now) > sum(now)) {
      counted.clear();
      sum = 0;
      kept.stream()
          .filter(this::isOf)
          .sorted(Comparator.comparing(Pacer.Stretch::end))
          .forEach(one -> count(one.units(), one.end()));
    }
  }

  private long sumOf(List<Pacer.Stretch> kept, Instant now) {
    Instant before = now.minus(rate.window());
    return kept.stream()
        .filter(this::isOf)
        .filter(one -> one.end().isAfter(before))
        .mapToLong(Pacer.Stretch::units)
        .sum();
  }

  private boolean isOf(Pacer.Stretch stretch) {
    return stretch.rate().equals(rate.name());
  }

  /** What left, left as long ago as before. */
  void setBack(Duration by) {
    List<Counted> all = List.copyOf(counted);
    counted.clear();
    all.forEach(
        one -> counted.add(new Counted(one.from().minus(by), one.at().minus(by), one.units())));
  }

  private void forget(Instant now) {
    Instant before = now.minus(rate.window());
    while (!counted.isEmpty() && !counted.getFirst().at().isAfter(before)) {
      sum -= counted.removeFirst().units();
    }
  }
}
