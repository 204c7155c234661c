package dev.onhand.cli;

import java.time.Duration;
import java.time.Instant;

/** Waits for what a server does by itself: looks often, and not for ever. */
final class Waiting {

  private static final Duration DONE_WITHIN = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  private final Surroundings surroundings;
  private final Instant until;

  /** Begins to wait. */
  Waiting(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.until = surroundings.clock().instant().plus(DONE_WITHIN);
  }

  /**
   * Waits until it is worth looking again.
   *
   * @param late what is not so yet, with a place for the minutes that were waited
   * @param advice where to see how far it is
   * @throws CommandException if that was long enough
   */
  void again(String late, String advice) throws InterruptedException {
    if (!surroundings.clock().instant().isBefore(until)) {
      throw new CommandException(Exit.UNAVAILABLE, late.formatted(DONE_WITHIN.toMinutes()), advice);
    }
    Thread.sleep(LOOK_EVERY);
  }
}
