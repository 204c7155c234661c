package dev.onhand.connectors.cdiscount;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A package that was sent, as it is asked for later.
 *
 * @param sentAt by our clock
 */
record Submission(String packageId, Instant sentAt) {

  /** Packages are worked on in minutes. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  static Submission of(String requestId) {
    List<String> parts = List.of(requestId.split(" ", 2));
    return new Submission(parts.getFirst(), Instant.parse(parts.getLast()));
  }

  String requestId() {
    return packageId + " " + sentAt;
  }

  boolean isStuck(Instant now) {
    return now.isAfter(sentAt.plus(PATIENCE));
  }
}
