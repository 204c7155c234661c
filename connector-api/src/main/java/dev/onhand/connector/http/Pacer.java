package dev.onhand.connector.http;

import dev.onhand.connector.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps one account within its channel's limits. It counts what left in each stretch of time, so no
 * stretch of that length ever has more; after "too many" it keeps still, then goes at half the rate
 * and finds its way back. Thread-safe.
 */
public final class Pacer {

  private static final double SHARE_MIN = 1.0 / 64;

  /** From half the rate back to all of it in a hundred calls. */
  private static final double SHARE_STEP = 0.005;

  private static final Duration STILL_MAX = Duration.ofHours(1);

  /** A channel's limits of a day: one of fewer units is a pace, which is always used up. */
  private static final long DAYS_UNITS_MIN = 10;

  private final Map<String, Meter> meters = new HashMap<>();
  private final List<Limits.Rate> ofDays;
  private final Duration throttledWait;
  private Instant stillUntil = Instant.MIN;
  private Instant restUntil = Instant.MIN;
  private Duration nextStill;
  private double share = 1;
  private Budget budget = Budget.NONE;

  public Pacer(Limits limits) {
    limits.rates().forEach(rate -> meters.put(rate.name(), new Meter(rate)));
    this.ofDays =
        limits.rates().stream()
            .filter(rate -> rate.window().compareTo(Duration.ofDays(1)) >= 0)
            .filter(rate -> rate.units() >= DAYS_UNITS_MIN)
            .toList();
    this.throttledWait = limits.throttledWait();
    this.nextStill = throttledWait;
  }

  /** From now on no more than this is spent; what was spent before counts. */
  public synchronized void spendWithin(Budget newBudget) {
    newBudget.takeOver(budget);
    budget = newBudget;
  }

  /** How long all calls of this purpose are held back; zero: they are not, but for the rates. */
  public synchronized Duration holds(Purpose purpose, Instant now) {
    Instant until = heldUntil();
    return now.isBefore(until) ? Duration.between(now, until) : budget.waitForDay(purpose, now);
  }

  /**
   * Counts a call if it may leave now.
   *
   * @param costs by name of the rate
   * @param purpose what it is for, which the budget goes by
   * @return how long to wait first; empty: it may leave, and is counted
   * @throws IllegalArgumentException for a rate that the limits do not have
   */
  public synchronized Optional<Duration> take(
      Map<String, Long> costs, Purpose purpose, Instant now) {
    Instant until = heldUntil();
    if (now.isBefore(until)) {
      return Optional.of(Duration.between(now, until));
    }
    Duration wait = budget.waitFor(purpose, now);
    for (Map.Entry<String, Long> cost : costs.entrySet()) {
      Duration one = meter(cost.getKey()).waitFor(cost.getValue(), now, share);
      wait = one.compareTo(wait) > 0 ? one : wait;
    }
    if (wait.isPositive()) {
      return Optional.of(wait);
    }
    costs.forEach((rate, units) -> meter(rate).count(units, now));
    budget.count(now);
    return Optional.empty();
  }

  private Instant heldUntil() {
    return stillUntil.isAfter(restUntil) ? stillUntil : restUntil;
  }

  private Meter meter(String rate) {
    Meter meter = meters.get(rate);
    if (meter == null) {
      throw new IllegalArgumentException("the limits have no rate '%s'".formatted(rate));
    }
    return meter;
  }

  /** The channel says how much of these rates it allows in a second, by their names. */
  public synchronized void learn(Map<String, Double> perSecond) {
    perSecond.forEach((rate, allowed) -> meter(rate).turnTo(allowed));
  }

  /** A call was answered as it should be. */
  public synchronized void answered() {
    nextStill = throttledWait;
    share = Math.min(1, share + SHARE_STEP);
  }

  /**
   * The channel said, before it was too many, that nothing is left: nothing leaves before that
   * time.
   */
  public synchronized void rest(Instant until) {
    restUntil = until.isAfter(restUntil) ? until : restUntil;
  }

  /**
   * The channel said "too many".
   *
   * @param retryAfter how long it said to wait, if it did
   * @return how long nothing leaves now
   */
  public synchronized Duration throttled(Optional<Duration> retryAfter, Instant now) {
    Duration still = retryAfter.filter(wait -> wait.compareTo(nextStill) > 0).orElse(nextStill);
    if (!now.isBefore(stillUntil)) { // several calls that were under way count once
      share = Math.max(SHARE_MIN, share / 2);
      Duration doubled = nextStill.multipliedBy(2);
      nextStill = doubled.compareTo(STILL_MAX) > 0 ? STILL_MAX : doubled;
    }
    Instant until = now.plus(still);
    stillUntil = until.isAfter(stillUntil) ? until : stillUntil;
    return Duration.between(now, stillUntil);
  }

  /** What is left now of the rate or budget that has least left: 0 to 1. */
  public synchronized double leftRatio(Instant now) {
    return now.isBefore(heldUntil())
        ? 0
        : meters.values().stream()
            .mapToDouble(meter -> meter.leftRatio(now, share))
            .reduce(budget.leftRatio(now), Math::min);
  }

  /** The clock was set back: what waits goes on as if it had not been. */
  public synchronized void setBack(Duration by) {
    stillUntil = stillUntil.equals(Instant.MIN) ? stillUntil : stillUntil.minus(by);
    restUntil = restUntil.equals(Instant.MIN) ? restUntil : restUntil.minus(by);
    meters.values().forEach(meter -> meter.setBack(by));
    budget.setBack(by);
  }

  /** Until when nothing leaves since the channel said "too many"; empty: it never did. */
  public synchronized Optional<Instant> stillUntil() {
    return stillUntil.equals(Instant.MIN) ? Optional.empty() : Optional.of(stillUntil);
  }

  /** What part of the limits is used now, more than 0 and at most 1: less after "too many". */
  public synchronized double share() {
    return share;
  }

  /**
   * Goes on where the pacer before this one was.
   *
   * @param until nothing leaves before, as the channel said "too many"
   * @param part of the limits that was used, as {@link #share}
   */
  public synchronized void goOn(Instant until, double part) {
    stillUntil = until.isAfter(stillUntil) ? until : stillUntil;
    share = Math.clamp(part, SHARE_MIN, 1);
  }

  /**
   * What left of a limit in a part of its window.
   *
   * @param rate its name
   * @param end when that part ends: it counts as if it had left then
   * @param units so many
   */
  public record Stretch(String rate, Instant end, long units) {}

  /** What left of the limits of an hour and more, which outlive a restart. */
  public synchronized List<Stretch> stretches(Instant now) {
    return lasting().flatMap(meter -> meter.stretches(now).stream()).toList();
  }

  /** Whether more left than this by a thousandth of a limit, or by one. */
  public synchronized boolean hasMoreThan(List<Stretch> kept, Instant now) {
    return lasting().anyMatch(meter -> meter.hasMoreThan(kept, now));
  }

  /** Counts what left by a pacer before this one, or beside it, where that is more. */
  public synchronized void goOn(List<Stretch> kept, Instant now) {
    lasting().forEach(meter -> meter.goOn(kept, now));
  }

  private Stream<Meter> lasting() {
    return meters.values().stream().filter(meter -> !meter.isShort());
  }

  /** How many calls of the day's budget are spent; 0: there is no such budget. */
  public synchronized long spentOn(Instant now) {
    return budget.spentOn(now);
  }

  /**
   * What left of a limit.
   *
   * @param rate its name
   * @param units so many
   * @param allowed of so many in a day
   */
  public record Spent(String rate, long units, long allowed) {}

  /**
   * The documented limit of a day of which most left in the last one, as far as this pacer knows;
   * empty: the channel has none.
   */
  public synchronized Optional<Spent> spentOfDay(Instant now) {
    return ofDays.stream()
        .map(rate -> new Spent(rate.name(), meter(rate.name()).sum(now), rate.units()))
        .max(Comparator.comparingDouble(spent -> (double) spent.units() / spent.allowed()));
  }

  /** How much of a rate is left now. */
  public synchronized long left(String rate, Instant now) {
    return meter(rate).left(now, share);
  }
}
