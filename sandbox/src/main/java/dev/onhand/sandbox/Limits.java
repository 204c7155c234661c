package dev.onhand.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The documented limits of one account, kept on the sandbox's clock. Safe for many threads. */
public final class Limits {
  /** What was used of one limit. */
  private static final class Meter {
    private record Use(Instant at, int cost) {}

    private final Limit limit;
    private final Deque<Use> uses = new ArrayDeque<>();
    private long used;
    private Instant blockedUntil = Instant.MIN;

    private Meter(Limit limit) {
      this.limit = limit;
    }

    private int cost(Work work) {
      if (!limit.purposes().contains(work.purpose())) {
        return 0;
      }
      return limit.unit() == Limit.Unit.CALLS ? 1 : work.lines();
    }

    private Duration waitFor(int cost, Instant now) {
      while (!uses.isEmpty() && !uses.peek().at().plus(limit.window()).isAfter(now)) {
        used -= uses.poll().cost();
      }
      if (now.isBefore(blockedUntil)) {
        return Duration.between(now, blockedUntil);
      }
      if (used + cost <= limit.max()) {
        return Duration.ZERO;
      }
      blockedUntil = now.plus(limit.block());
      Duration room =
          uses.isEmpty()
              ? limit.window()
              : Duration.between(now, uses.peek().at().plus(limit.window()));
      return room.compareTo(limit.block()) > 0 ? room : limit.block();
    }

    private void use(int cost, Instant now) {
      uses.add(new Use(now, cost));
      used += cost;
    }
  }

  private final InstantSource clock;
  private final List<Meter> meters;
  private boolean enforced = true;
  private long refused;

  Limits(InstantSource clock, List<Limit> limits) {
    this.clock = clock;
    this.meters = limits.stream().map(Meter::new).toList();
  }

  /** From now on nothing is limited. */
  public synchronized void turnOff() {
    enforced = false;
  }

  public synchronized void turnOn() {
    enforced = true;
  }

  /** How many calls were refused because a limit was reached. */
  public synchronized long refused() {
    return refused;
  }

  /**
   * Counts a call, or says how long it must wait.
   *
   * @param own the marketplace's own limits, which say how long if it is too many
   */
  synchronized Optional<Duration> refuse(Work work, Supplier<Optional<Duration>> own) {
    Instant now = clock.instant();
    Duration wait = Duration.ZERO;
    if (enforced) {
      wait = own.get().orElse(Duration.ZERO);
      for (Meter meter : meters) {
        int cost = meter.cost(work);
        Duration one = cost == 0 ? Duration.ZERO : meter.waitFor(cost, now);
        wait = one.compareTo(wait) > 0 ? one : wait;
      }
    }
    if (wait.isPositive()) {
      refused++;
      return Optional.of(wait);
    }
    for (Meter meter : meters) {
      int cost = meter.cost(work);
      if (cost > 0) {
        meter.use(cost, now);
      }
    }
    return Optional.empty();
  }
}
