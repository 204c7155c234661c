package dev.onhand.engine.channels;

import dev.onhand.connector.http.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Until when each activity of an account waits for the channel's limits. */
final class Activities {

  /** What may be at its limit while others are not. */
  enum Kind {
    SETTLE(Purpose.PUSH_RESULT),
    INBOX(Purpose.ORDER_READ),
    ORDERS(Purpose.ORDERS_POLL),
    REFRESH(Purpose.LISTING_READ),
    REREAD(Purpose.ORDER_READ),
    RETURNS(Purpose.ORDERS_POLL),
    PUSH(Purpose.PUSH),
    READ(Purpose.LISTINGS_READ);

    private final Purpose purpose;

    Kind(Purpose purpose) {
      this.purpose = purpose;
    }

    /** Of most of its calls. */
    Purpose purpose() {
      return purpose;
    }
  }

  /** A clock that goes back by less is nudged, and not set. */
  private static final Duration NUDGE = Duration.ofSeconds(1);

  private final Map<Kind, Instant> rests = new EnumMap<>(Kind.class);
  private Instant lookedAt = Instant.MIN;
  private Kind current = Kind.ORDERS;
  private long wellSince = -1;

  /**
   * Looks at the clock. Where it was set back since the last time, what rests goes on as if it had
   * not been.
   *
   * @return by how much it was set back; zero: it was not
   */
  Duration setBack(Instant now) {
    Instant before = lookedAt;
    lookedAt = now;
    if (before.equals(Instant.MIN) || !before.minus(NUDGE).isAfter(now)) {
      return Duration.ZERO;
    }
    Duration back = Duration.between(now, before);
    rests.replaceAll((kind, until) -> until.minus(back));
    return back;
  }

  /** It works under this lease: whether that is new. */
  boolean isWellSince(long epoch) {
    boolean isNew = wellSince != epoch;
    wellSince = epoch;
    return isNew;
  }

  void isNotWell() {
    wellSince = -1;
  }

  /** Whether it may begin; it is what fails if something does. */
  boolean begin(Kind kind, Instant now) {
    current = kind;
    return !now.isBefore(rests.getOrDefault(kind, Instant.MIN));
  }

  void rest(Instant until) {
    rests.put(current, until);
  }
}
