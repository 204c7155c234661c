package dev.onhand.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was handed in to a channel that works on it later. A connector keeps nothing, so the request
 * that is asked for says itself when that was.
 *
 * @param id as the channel names it; empty: it names none
 * @param sentAt by our clock
 */
public record Submission(String id, Instant sentAt) {

  /**
   * @throws RuntimeException if it is no request that {@link #requestId} made
   */
  public static Submission of(String requestId) {
    List<String> parts = List.of(requestId.split(" ", 2));
    return new Submission(parts.getLast(), Instant.parse(parts.getFirst()));
  }

  /** What {@link PushOutcome.Unconfirmed} names. */
  public String requestId() {
    return sentAt + " " + id;
  }

  public boolean isYoungerThan(Duration age, Instant now) {
    return now.isBefore(sentAt.plus(age));
  }
}
