package dev.onhand.core.order;

import java.time.Instant;

/**
 * What should be so for a line, in units of the line.
 *
 * @param fulfilled units that should be gone from the books
 * @param reserved units that should be held
 * @param returned units of the fulfilled that should have come back
 */
record Targets(long fulfilled, long reserved, long returned) {

  static Targets of(Order order, Order.Line line, Instant now) {
    long open = Math.max(0, line.ordered() - line.cancelled() - line.shipped());
    Order.Seen applied = order.applied();
    if (applied == null) {
      return new Targets(line.shipped(), 0, line.returned());
    }
    return switch (applied.rule().effect()) {
      case HOLD -> new Targets(line.shipped(), isOver(order, now) ? 0 : open, line.returned());
      case RESERVE -> new Targets(line.shipped(), open, line.returned());
      // Counts of a line say more than the status of the whole: the rest is still to be shipped.
      case FULFIL ->
          line.isCounted()
              ? new Targets(line.shipped(), open, line.returned())
              : new Targets(line.shipped() + open, 0, line.returned());
      case RELEASE, RETURN, IGNORE -> new Targets(line.shipped(), 0, line.returned());
    };
  }

  private static boolean isOver(Order order, Instant now) {
    return order.holdUntil() != null && !now.isBefore(order.holdUntil());
  }

  boolean wantsAnything() {
    return fulfilled > 0 || reserved > 0 || returned > 0;
  }
}
