package dev.onhand.server.access;

import dev.onhand.engine.access.ApiToken;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.TokenSecret;
import dev.onhand.engine.access.Tokens;
import dev.onhand.server.web.NanoTime;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells whose token a request carries. What was looked up is remembered for a moment, so that a
 * request costs a hash and a look into a map; a token that is revoked here is forgotten at once,
 * one that is revoked on another node within {@link #FRESH}.
 */
final class TokenChecks {

  /** After so long a token is looked up again, by one request while the others go on. */
  static final Duration FRESH = Duration.ofSeconds(2);

  /** What was looked up before that is not relied on at all. */
  static final Duration USABLE = Duration.ofSeconds(10);

  /** Far more tokens than are in use in ten seconds; beyond it, all are looked up anew. */
  static final int REMEMBERED_MAX = 10_000;

  /** Guesses must not take the connections that others need. */
  static final int LOOKUPS_MAX = 4;

  private static final Duration LOOKUP_WAIT_MAX = Duration.ofSeconds(2);

  private final Tokens tokens;
  private final TokenUses uses;
  private final InstantSource clock;
  private final NanoTime nanoTime;
  private final Map<TokenHash, Known> known = new ConcurrentHashMap<>();
  private final Semaphore lookups = new Semaphore(LOOKUPS_MAX);

  TokenChecks(Tokens tokens, TokenUses uses, InstantSource clock, NanoTime nanoTime) {
    this.tokens = tokens;
    this.uses = uses;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  private static final class Known {
    final ApiToken token;
    final Caller caller;
    final long at;
    final AtomicBoolean renewing = new AtomicBoolean();

    Known(ApiToken token, long at) {
      this.token = token;
      this.caller = new Caller(token);
      this.at = at;
    }
  }

  /**
   * The caller who has this token.
   *
   * @throws ProblemException if it is none, or no longer
   */
  Caller check(String text) {
    return check(secret(text).hash());
  }

  /**
   * The secret that is written so.
   *
   * @throws ProblemException if it has not the form of one
   */
  TokenSecret secret(String text) {
    return TokenSecret.parse(text)
        .orElseThrow(
            () ->
                refusal(
                    "The token is mistyped or cut off: it must be onh_live_ and 36 letters and digits, as it was given."));
  }

  /** As {@link #check(String)}, where only the hash of its secret is known. */
  Caller check(TokenHash hash) {
    Known entry = known(hash);
    Instant now = clock.instant();
    if (!entry.token.isGoodAt(now)) {
      throw refusal(
          entry.token.revokedAt() != null
              ? "The token was revoked."
              : "The token expired. Have a new one made.");
    }
    uses.note(entry.token.seller(), entry.token.id(), now);
    return entry.caller;
  }

  /** Looks a token up anew when it is next used. */
  void forget(ApiToken token) {
    known
        .values()
        .removeIf(
            entry -> entry.token.id() == token.id() && entry.token.seller().equals(token.seller()));
  }

  private Known known(TokenHash hash) {
    Known entry = known.get(hash);
    long now = nanoTime.now();
    if (entry == null || now - entry.at > USABLE.toNanos()) {
      return lookUp(hash);
    }
    if (now - entry.at > FRESH.toNanos() && entry.renewing.compareAndSet(false, true)) {
      try {
        return lookUp(hash);
      } finally {
        entry.renewing.set(false);
      }
    }
    return entry;
  }

  /** Of many who come at once with the same one, those who wait take what one has looked up. */
  private Known lookUp(TokenHash hash) {
    long asked = nanoTime.now();
    acquire();
    try {
      Known meanwhile = known.get(hash);
      return meanwhile != null && meanwhile.at - asked >= 0 ? meanwhile : find(hash);
    } finally {
      lookups.release(); // not before it is remembered, or the next in turn would look again
    }
  }

  private Known find(TokenHash hash) {
    long at = nanoTime.now();
    Optional<ApiToken> found = tokens.find(hash);
    if (found.isEmpty()) {
      known.remove(hash);
      throw refusal("There is no such token.");
    }
    if (known.size() >= REMEMBERED_MAX) {
      known.clear();
    }
    Known entry = new Known(found.get(), at);
    known.put(hash, entry);
    return entry;
  }

  private void acquire() {
    try {
      if (lookups.tryAcquire(LOOKUP_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ProblemException(ProblemCode.BUSY, "Too many tokens are being looked up.")
        .retryAfter(1);
  }

  private static ProblemException refusal(String why) {
    return new ProblemException(ProblemCode.UNAUTHENTICATED, why);
  }
}
