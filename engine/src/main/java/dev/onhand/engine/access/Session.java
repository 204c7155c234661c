package dev.onhand.engine.access;

import java.time.Duration;
import java.time.Instant;

/**
 * A person who is signed in to the web pages with a token. It may do what the token may, and ends
 * with it.
 *
 * @param hash of the secret that the browser keeps
 * @param token with which the person signed in
 * @param seenAt when it was last used, to the minute or so
 * @param endsAt it ends then, however busy it is
 * @param agent what the browser calls itself
 */
public record Session(
    TokenHash hash,
    TokenHash token,
    Instant startedAt,
    Instant seenAt,
    Instant endsAt,
    String agent) {

  /** Without a request for so long it is over. */
  public static final Duration IDLE_MAX = Duration.ofMinutes(30);

  /** After so long a person signs in again. */
  public static final Duration LENGTH = Duration.ofHours(12);

  public static final int AGENT_LENGTH_MAX = 200;

  /** Whether it opens anything at that time. */
  public boolean isGoodAt(Instant now) {
    return now.isBefore(endsAt) && now.isBefore(seenAt.plus(IDLE_MAX));
  }
}
