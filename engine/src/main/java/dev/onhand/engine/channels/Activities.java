package dev.onhand.engine.channels;

import dev.onhand.connector.http.Purpose;
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

  private final Map<Kind, Instant> rests = new EnumMap<>(Kind.class);
  private Kind current = Kind.ORDERS;
  private long wellSince = -1;

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
