package dev.onhand.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** That it is not known yet what became of it. */
  public PushOutcome unconfirmed() {
    return new PushOutcome.Unconfirmed(requestId());
  }

  /** The same of each of these, which it was for. */
  public List<PushOutcome> unconfirmed(List<QuantityUpdate> updates) {
    return Collections.nCopies(updates.size(), unconfirmed());
  }

  /**
   * What became of an update at a channel that says it only by what the listing shows. What it
   * shows otherwise after some time came from something else, an order for one.
   *
   * @param shown null: there is no number
   * @param error why it was not taken, where the listing says that
   * @param patience the time in which what was handed in takes effect
   */
  public PushOutcome seen(
      QuantityUpdate update,
      @Nullable Long shown,
      Optional<String> error,
      Duration patience,
      Instant now) {
    if (shown != null && shown == update.quantity()) {
      return new PushOutcome.Applied(shown);
    }
    if (error.isPresent()) {
      return new PushOutcome.Refused(Refusal.OTHER, error.get());
    }
    return shown == null || isYoungerThan(patience, now)
        ? unconfirmed()
        : new PushOutcome.Applied(shown);
  }

  public boolean isYoungerThan(Duration age, Instant now) {
    return now.isBefore(sentAt.plus(age));
  }
}
