package dev.onhand.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What calls are paid from: it is full at first, and fills again at a steady rate. Not thread-safe:
 * a dialect is called by one thread at a time.
 */
public final class Bucket {
  private static final double NANOS = 1e9;

  private final double capacity;
  private final double perSecond;
  private double left;
  private Instant at;

  public Bucket(double capacity, double perSecond, Instant now) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.left = capacity;
    this.at = now;
  }

  /** Pays for a call, or says when there will be enough for it. */
  public Optional<Duration> take(double cost, Instant now) {
    double there = left(now);
    if (there < cost) {
      return Optional.of(Duration.ofNanos((long) Math.ceil((cost - there) / perSecond * NANOS)));
    }
    left = there - cost;
    return Optional.empty();
  }

  /** How much there is. */
  public double left(Instant now) {
    if (now.isAfter(at)) {
      left = Math.min(capacity, left + Duration.between(at, now).toNanos() / NANOS * perSecond);
      at = now;
    }
    return left;
  }

  /** Gives back what a call did not need. */
  public void giveBack(double cost) {
    left = Math.min(capacity, left + cost);
  }

  public double capacity() {
    return capacity;
  }

  public double perSecond() {
    return perSecond;
  }
}
