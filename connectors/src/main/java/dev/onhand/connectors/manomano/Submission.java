package dev.onhand.connectors.manomano;

import java.time.Duration;
import java.time.Instant;

/**
 * A push that was taken in, as it is asked for later: ManoMano names none that could be.
 *
 * @param sentAt by our clock
 */
record Submission(Instant sentAt) {

  /** Before that nothing can be seen. */
  private static final Duration WORK_MIN = Duration.ofMinutes(1);

  /** Stock is said to be worked on every five minutes: an error from before may show until then. */
  private static final Duration WORK = Duration.ofMinutes(6);

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  static Submission of(String requestId) {
    return new Submission(Instant.parse(requestId));
  }

  String requestId() {
    return sentAt.toString();
  }

  boolean isTooNew(Instant now) {
    return now.isBefore(sentAt.plus(WORK_MIN));
  }

  boolean isWorkedOn(Instant now) {
    return !now.isBefore(sentAt.plus(WORK));
  }

  boolean isOver(Instant now) {
    return !now.isBefore(sentAt.plus(PATIENCE));
  }
}
