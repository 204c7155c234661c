package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import java.time.Duration;
import java.time.Instant;

/**
 * A person who is signed in to the web pages, or somebody with a token. It may do what they may,
 * and ends with them.
 *
 * @param hash of the secret that the browser keeps
 * @param id names it in lists
 * @param seenAt when it was last used, to the minute or so
 * @param endsAt it ends then, however busy it is
 * @param agent what the browser calls itself
 * @param awaitsCode whether only the password is known yet: it opens nothing but the form for the
 *     code
 */
public record Session(
    TokenHash hash,
    long id,
    By by,
    Instant startedAt,
    Instant seenAt,
    Instant endsAt,
    String agent,
    boolean awaitsCode) {

  /** With what somebody signed in. */
  public sealed interface By {
    record Token(TokenHash hash) implements By {}

    /**
     * @param seller for whom they act now
     * @param user as whom
     */
    record Person(SellerId seller, long user) implements By {}
  }

  /** Without a request for so long it is over. */
  public static final Duration IDLE_MAX = Duration.ofMinutes(30);

  /** So long there is time to type the code that is asked for after the password. */
  public static final Duration CODE_WAIT = Duration.ofMinutes(5);

  /** After so long a person signs in again. */
  public static final Duration LENGTH = Duration.ofHours(12);

  public static final int AGENT_LENGTH_MAX = 200;

  /** Whether it opens anything at that time. */
  public boolean isGoodAt(Instant now) {
    return !awaitsCode && now.isBefore(endsAt) && now.isBefore(seenAt.plus(IDLE_MAX));
  }

  /** Whether it may still become a session of a person by the code. */
  public boolean awaitsCodeAt(Instant now) {
    return awaitsCode && now.isBefore(startedAt.plus(CODE_WAIT));
  }
}
