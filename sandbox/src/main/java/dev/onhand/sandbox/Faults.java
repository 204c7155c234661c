package dev.onhand.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The faults of one account: told to come so many times, for so long, or by chance. Safe for many
 * threads.
 */
public final class Faults {
  /** A fault that was ordered and is not used up. */
  private static final class Plan {
    private final Fault fault;
    private final Set<Purpose> purposes;
    private final double share;
    private final Instant until;
    private long left;

    private Plan(Fault fault, Set<Purpose> purposes, double share, Instant until, long left) {
      this.fault = fault;
      this.purposes = purposes;
      this.share = share;
      this.until = until;
      this.left = left;
    }

    private boolean isOver(Instant now) {
      return left == 0 || !now.isBefore(until);
    }
  }

  private static final Set<Purpose> ALL = EnumSet.allOf(Purpose.class);

  private final InstantSource clock;
  private final RandomGenerator random;
  private final List<Plan> plans = new ArrayList<>();
  private final Map<Fault, Long> fired = new EnumMap<>(Fault.class);

  Faults(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** The next so many chances that the fault has, it takes. */
  public void next(Fault fault, int times) {
    add(new Plan(fault, ALL, 1, Instant.MAX, times));
  }

  /** As {@link #next(Fault, int)}, in calls for that purpose only. */
  public void next(Fault fault, Purpose purpose, int times) {
    add(new Plan(fault, EnumSet.of(purpose), 1, Instant.MAX, times));
  }

  /** From now on, for so long by the sandbox's clock, the fault takes every chance. */
  public void during(Fault fault, Duration time) {
    add(new Plan(fault, ALL, 1, clock.instant().plus(time), Long.MAX_VALUE));
  }

  /** From now on the fault takes that share of its chances. */
  public void rate(Fault fault, double share) {
    add(new Plan(fault, ALL, share, Instant.MAX, Long.MAX_VALUE));
  }

  /** As {@link #rate(Fault, double)}, in calls for that purpose only. */
  public void rate(Fault fault, Purpose purpose, double share) {
    add(new Plan(fault, EnumSet.of(purpose), share, Instant.MAX, Long.MAX_VALUE));
  }

  /** No further faults of that kind. */
  public synchronized void stop(Fault fault) {
    plans.removeIf(plan -> plan.fault == fault);
  }

  /** No further faults. */
  public synchronized void stop() {
    plans.clear();
  }

  /** How often it really happened. */
  public synchronized long fired(Fault fault) {
    return fired.getOrDefault(fault, 0L);
  }

  /** How often each happened that did. */
  public synchronized Map<Fault, Long> fired() {
    return Collections.unmodifiableMap(new TreeMap<>(fired));
  }

  /**
   * Asks whether a fault happens now; if so it is counted. Dialects ask for faults that only they
   * can show.
   */
  public synchronized boolean fires(Fault fault, Purpose purpose) {
    boolean fires = false;
    Instant now = clock.instant();
    for (Iterator<Plan> each = plans.iterator(); !fires && each.hasNext(); ) {
      Plan plan = each.next();
      if (plan.isOver(now)) {
        each.remove();
      } else if (plan.fault == fault && plan.purposes.contains(purpose)) {
        fires = plan.share >= 1 || random.nextDouble() < plan.share;
        plan.left -= fires ? 1 : 0;
      }
    }
    if (fires) {
      fired.merge(fault, 1L, Long::sum);
    }
    return fires;
  }

  /** The first of these that happens now. */
  Optional<Fault> first(Set<Fault> candidates, Purpose purpose) {
    return candidates.stream().filter(fault -> fires(fault, purpose)).findFirst();
  }

  private synchronized void add(Plan plan) {
    if (plan.left < 1 || plan.share <= 0 || plan.share > 1) {
      throw new IllegalArgumentException(
          "a fault comes at least once, and by a share above 0 and up to 1");
    }
    plans.add(plan);
  }
}
