package dev.onhand.engine.channels;

import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A number that a listing is told.
 *
 * @param desiredAt since when it should show this
 * @param takenAt when it was about to leave, by our clock
 * @param request what to ask the channel for, if it took it in without saying what became of it
 */
public record Push(
    long attempt,
    long listing,
    QuantityUpdate update,
    @Nullable String request,
    Instant desiredAt,
    Instant takenAt) {

  /** How it is known what came of a push. */
  public enum KnownBy {
    /** The channel answered it. */
    ANSWER,
    /** The whole call came to nothing; of this one the channel said nothing. */
    CALL,
    /** The listing was read afterwards: what it shows may be older than the push. */
    READING
  }

  /**
   * What came of it.
   *
   * @param sentAt when the call left that tells it, by our clock
   * @param answeredAt when the answer was there, by our clock
   */
  public record Answered(
      Push push, PushOutcome outcome, KnownBy by, Instant sentAt, Instant answeredAt) {}
}
