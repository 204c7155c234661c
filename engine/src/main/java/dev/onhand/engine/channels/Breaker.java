package dev.onhand.engine.channels;

import java.time.Instant;
import java.util.Locale;

/**
 * Whether a channel that fails is called. After each failure it rests, longer each time; after some
 * in a row the breaker is open until the rest is over, and then lets through one kind of call that
 * changes nothing. Where that goes well it closes.
 */
public enum Breaker {
  /** It is called; after a failure it rests a moment. */
  CLOSED,
  /** Its rest is over: what is called next shows whether it answers again. */
  HALF_OPEN,
  /** It is not called. */
  OPEN;

  /** After so many failures in a row it opens. */
  public static final int OPENS_AFTER = 5;

  public static Breaker of(Account.Health health, Instant now) {
    if (health.failures() < OPENS_AFTER) {
      return CLOSED;
    }
    Instant until = health.restUntil();
    return until != null && now.isBefore(until) ? OPEN : HALF_OPEN;
  }

  /** As written in the API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
