package dev.onhand.connectors.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A patch that was accepted, as the request to be asked for. What a listing shows otherwise after
 * the time in which it takes effect came from something else, an order for one.
 */
record Submission(Instant at, String id) {

  private static final String PREFIX = "patch ";
  private static final Duration EFFECT_MAX = Duration.ofMinutes(15);

  String requestId() {
    return PREFIX + at.getEpochSecond() + " " + id;
  }

  /** Empty: the request was no patch. */
  static Optional<Submission> of(String requestId) {
    if (!requestId.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] parts = requestId.substring(PREFIX.length()).split(" ", 2);
    return Optional.of(new Submission(Instant.ofEpochSecond(Long.parseLong(parts[0])), parts[1]));
  }

  boolean isOver(Instant now) {
    return now.isAfter(at.plus(EFFECT_MAX));
  }
}
