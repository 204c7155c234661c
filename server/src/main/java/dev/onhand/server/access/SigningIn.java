package dev.onhand.server.access;

import dev.onhand.engine.access.Session;
import dev.onhand.engine.access.Sessions;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Signs people in to the web pages and out again. They show a token; the browser then keeps another
 * secret, which is good for this session alone.
 */
public final class SigningIn {

  private static final int SECRET_BYTES = 32;

  /** A session's last use is noted so often at most. */
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

  private final Sessions sessions;
  private final TokenChecks checks;
  private final InstantSource clock;
  private final RandomGenerator random;

  SigningIn(Sessions sessions, TokenChecks checks, InstantSource clock, RandomGenerator random) {
    this.sessions = sessions;
    this.checks = checks;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Starts a session, always with a new secret.
   *
   * @param token as it was typed or pasted
   * @throws ProblemException if it is none, saying why
   */
  public void in(HttpServletRequest request, HttpServletResponse response, String token) {
    TokenHash hash = checks.secret(token).hash();
    checks.check(hash);
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    SessionCookie.find(request).map(TokenHash::of).ifPresent(sessions::end);
    sessions.start(
        new Session(
            TokenHash.of(secret), hash, now, now, now.plus(Session.LENGTH), agent(request)));
    SessionCookie.set(request, response, secret);
  }

  private static String agent(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    if (agent == null) {
      return "";
    }
    return agent.substring(0, Math.min(agent.length(), Session.AGENT_LENGTH_MAX));
  }

  /** Ends the session, on this server and in the browser. */
  public void out(HttpServletRequest request, HttpServletResponse response) {
    SessionCookie.find(request).map(TokenHash::of).ifPresent(sessions::end);
    SessionCookie.clear(request, response);
  }

  /** Who has the session of a request's cookie; empty: nobody, or it is over. */
  Optional<Caller> caller(SignedIn signedIn) {
    Instant now = clock.instant();
    Optional<Session> session =
        sessions.find(signedIn.session()).filter(found -> found.isGoodAt(now));
    session
        .filter(found -> found.seenAt().plus(TOUCH_EVERY).isBefore(now))
        .ifPresent(found -> sessions.touch(found.hash(), now));
    return session.flatMap(found -> caller(found.token()));
  }

  private Optional<Caller> caller(TokenHash token) {
    try {
      return Optional.of(checks.check(token));
    } catch (ProblemException refused) {
      if (refused.code() != ProblemCode.UNAUTHENTICATED) {
        throw refused;
      }
      return Optional.empty();
    }
  }
}
