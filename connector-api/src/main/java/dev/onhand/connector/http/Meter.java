package dev.onhand.connector.http;

import dev.onhand.connector.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** What left within the rate's window. */
final class Meter {

  private Limits.Rate rate;
  private final ArrayDeque<Counted> counted = new ArrayDeque<>();
  private long sum;

  private record Counted(Instant at, long units) {}

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
    counted.add(new Counted(now, units));
    sum += units;
  }

  private void forget(Instant now) {
    Instant before = now.minus(rate.window());
    while (!counted.isEmpty() && !counted.getFirst().at().isAfter(before)) {
      sum -= counted.removeFirst().units();
    }
  }
}
