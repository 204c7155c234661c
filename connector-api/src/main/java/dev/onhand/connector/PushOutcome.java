package dev.onhand.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the channel said to one update. */
public sealed interface PushOutcome {

  /**
   * It shows this now.
   *
   * @param quantity what the channel says that it shows, which may differ from what was sent
   */
  record Applied(long quantity) implements PushOutcome {}

  /**
   * It will not be taken however often it is sent: a person decides.
   *
   * @param detail what the channel said
   */
  record Refused(Refusal reason, String detail) implements PushOutcome {}

  /**
   * It was not taken now; it comes again.
   *
   * @param waitAtLeast zero: the engine decides
   */
  record Deferred(Cause cause, Duration waitAtLeast, String detail) implements PushOutcome {

    /** What a call that took nothing says of each of its updates. */
    public static Deferred of(DeferredException e) {
      return new Deferred(e.why(), e.waitAtLeast(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * It was taken in, and what became of it is not known.
   *
   * @param requestId what to ask for with {@link ConfirmsPushes}; null: read the listing
   */
  record Unconfirmed(@Nullable String requestId) implements PushOutcome {}
}
