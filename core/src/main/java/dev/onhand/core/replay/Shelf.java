package dev.onhand.core.replay;

import dev.onhand.core.listing.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A listing of a world: what it should show, shows, and is being told. */
final class Shelf {

  private static final Duration DAY = Duration.ofHours(24);

  private final Setup.Outlet outlet;
  private final Deque<Instant> told = new ArrayDeque<>();
  private long desired;
  private Instant desiredAt;
  private long shown;
  private @Nullable Long underWay;
  private long free;
  private Instant countedTo;
  private long staleMillis;
  private double withheldUnitMillis;

  Shelf(Setup.Outlet outlet, long free, long desired, Instant now) {
    this.outlet = outlet;
    this.free = free;
    this.desired = desired;
    this.desiredAt = now;
    this.shown = desired;
    this.countedTo = now;
  }

  Setup.Outlet outlet() {
    return outlet;
  }

  /** Units of the product that can be bought here. */
  long offered() {
    return shown * outlet.units();
  }

  long staleMillis() {
    return staleMillis;
  }

  double withheldUnitMillis() {
    return withheldUnitMillis;
  }

  boolean isDue() {
    return underWay == null && shown != desired;
  }

  Urgency urgency() {
    return Urgency.of(shown, desired, desiredAt, outlet.id());
  }

  void desire(long units, long freeNow, Instant now) {
    count(now);
    free = freeNow;
    if (units != desired) {
      desired = units;
      desiredAt = now;
    }
  }

  /** The channel takes off what it sold. */
  void sell(long units, Instant now) {
    count(now);
    shown = Math.max(0, shown - Math.ceilDiv(units, outlet.units()));
  }

  /** Begins to tell it. */
  void tell(Instant now) {
    underWay = desired;
    told.addLast(now);
  }

  /** The channel shows what it was told. */
  void land(Instant now) {
    count(now);
    if (underWay != null) {
      shown = underWay;
      underWay = null;
    }
  }

  /** When it may be told again, as it may be told so often within 24 hours. */
  Instant restsUntil(@Nullable Integer pushes, Instant now) {
    while (!told.isEmpty() && !told.getFirst().plus(DAY).isAfter(now)) {
      told.removeFirst();
    }
    if (pushes == null || told.size() < pushes) {
      return now;
    }
    return told.getFirst().plus(DAY);
  }

  /** Adds up to now how long it showed something else, and what was kept back. */
  void count(Instant now) {
    long millis = Duration.between(countedTo, now).toMillis();
    if (millis > 0) {
      staleMillis += shown == desired ? 0 : millis;
      withheldUnitMillis += (double) Math.max(0, free - desired * outlet.units()) * millis;
      countedTo = now;
    }
  }
}
