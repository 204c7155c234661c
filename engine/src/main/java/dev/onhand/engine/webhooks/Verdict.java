package dev.onhand.engine.webhooks;

import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.WebhookCalls.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What follows from an attempt, by Standard Webhooks 1.0.0. */
public sealed interface Verdict {

  /** It arrived: the answer was a success. */
  record Arrived() implements Verdict {}

  /**
   * It is sent again.
   *
   * @param at when
   * @param isThrottled the receiver asks for less: nothing at all is sent to it before
   */
  record Again(Instant at, boolean isThrottled) implements Verdict {}

  /** It was sent as often as is tried: the webhook is disabled. */
  record GivenUp() implements Verdict {}

  /** The receiver says that it wants no more: the webhook is disabled. */
  record Gone() implements Verdict {}

  /** After the first attempt, the second, and so on; three days in all. */
  List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** A pause is longer by up to this share, so that not all come back at once. */
  double JITTER = 0.2;

  int GONE = 410;

  /** Too many requests, and what a proxy says whose receiver is overloaded. */
  Set<Integer> THROTTLING = Set.of(429, 502, 504);

  /**
   * @param attempt which one it was, from 1
   * @param chance 0 to 1
   */
  static Verdict of(Outcome outcome, int attempt, double chance, Instant now) {
    if (!(outcome instanceof Outcome.Answered(HttpReply reply))) {
      return again(attempt, chance, Duration.ZERO, false, now);
    }
    if (reply.isSuccess()) {
      return new Arrived();
    }
    if (reply.status() == GONE) {
      return new Gone();
    }
    return again(
        attempt,
        chance,
        reply.retryAfter().orElse(Duration.ZERO),
        THROTTLING.contains(reply.status()),
        now);
  }

  private static Verdict again(
      int attempt, double chance, Duration waitAtLeast, boolean isThrottled, Instant now) {
    if (attempt > PAUSES.size()) {
      return new GivenUp();
    }
    Duration usual = PAUSES.get(attempt - 1);
    Duration pause = usual.plusMillis(Math.round(usual.toMillis() * JITTER * chance));
    return new Again(now.plus(pause.compareTo(waitAtLeast) < 0 ? waitAtLeast : pause), isThrottled);
  }
}
