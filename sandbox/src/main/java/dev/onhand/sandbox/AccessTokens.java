package dev.onhand.sandbox;

import dev.onhand.sandbox.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Access tokens that an account gave, each with its end. */
public final class AccessTokens {
  private static final String BEARER = "Bearer ";

  private final InstantSource clock;
  private final Map<String, Instant> ends = new HashMap<>();

  /**
   * @param standing a token that is good from the beginning and does not end; empty: there is none
   */
  public AccessTokens(InstantSource clock, String standing) {
    this.clock = clock;
    if (!standing.isEmpty()) {
      ends.put(standing, Instant.MAX);
    }
  }

  /** From now on it is good, for so long. */
  public void give(String token, Duration lifetime) {
    ends.put(token, clock.instant().plus(lifetime));
  }

  /** Whether it was given and has not ended. */
  public boolean isGood(String token) {
    return clock.instant().isBefore(ends.getOrDefault(token, Instant.MIN));
  }

  /** It is not good any more. */
  public void end(String token) {
    ends.remove(token);
  }

  /** The token in a call's header {@code Authorization}; empty: there is none. */
  public static String bearer(Request request) {
    String header = request.header("Authorization").orElse("");
    return header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
  }
}
