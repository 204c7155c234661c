package dev.onhand.server.access;

import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.Persons.Candidate;
import dev.onhand.engine.access.Session;
import dev.onhand.engine.access.Sessions;
import dev.onhand.engine.access.SignInFailures;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import dev.onhand.server.settings.SecondFactorDemand;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in to the web pages and out again: with their name and password, or with a token.
 * The browser then keeps another secret, which is good for this session alone.
 */
public final class SigningIn {

  private static final Logger LOG = LoggerFactory.getLogger(SigningIn.class);

  /** A session's last use is noted so often at most. */
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

  private final Sessions sessions;
  private final Users users;
  private final Persons persons;
  private final SignInFailures failures;
  private final TokenChecks checks;
  private final Passwords passwords;
  private final SecondFactorDesk factors;
  private final SecondFactorDemand demand;
  private final Links links;
  private final SignInTrail trail;
  private final InstantSource clock;

  SigningIn(
      Sessions sessions,
      Users users,
      Persons persons,
      SignInFailures failures,
      TokenChecks checks,
      Passwords passwords,
      SecondFactorDesk factors,
      SecondFactorDemand demand,
      Links links,
      SignInTrail trail,
      InstantSource clock) {
    this.sessions = sessions;
    this.users = users;
    this.persons = persons;
    this.failures = failures;
    this.checks = checks;
    this.passwords = passwords;
    this.factors = factors;
    this.demand = demand;
    this.links = links;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Starts a session with a token, always with a new secret.
   *
   * @param token as it was typed or pasted
   * @throws ProblemException if it is none, saying why
   */
  public void withToken(HttpServletRequest request, HttpServletResponse response, String token) {
    TokenHash hash = checks.secret(token).hash();
    Caller caller = checks.check(hash);
    start(request, response, new Session.By.Token(hash), false);
    trail.signedIn(request, caller.seller(), caller.actor(), "with token");
  }

  /** How far somebody came. */
  public enum Came {
    /** Signed in. */
    IN,
    /**
     * The password is right, and {@link #withCode} is to follow within {@link Session#CODE_WAIT}.
     */
    TO_CODE,
    /**
     * The password is right, but a second factor is demanded and there is none yet: {@link
     * #withNewFactor} is to follow within {@link Session#CODE_WAIT}.
     */
    TO_NEW_FACTOR
  }

  /**
   * Starts a session of a person, or asks for the code of who has a second factor.
   *
   * @throws ProblemException if it is not the password of anybody with this login, without saying
   *     which of both is wrong; or if it was tried too often
   */
  public Came withPassword(
      HttpServletRequest request, HttpServletResponse response, String login, String password) {
    String good = Fields.checked(() -> NewUser.requireLogin(login));
    requireFewFailures(request, good);
    Optional<Candidate> candidate = persons.candidate(good);
    boolean isOf = passwords.isOf(password, candidate.map(Candidate::passwordHash).orElse(null));
    User user = candidate.map(Candidate::user).orElse(null);
    if (!isOf || user == null || user.disabledAt() != null) {
      LOG.warn("Sign-in refused address={}", request.getRemoteAddr());
      if (user != null) {
        trail.refused(request, user.seller(), user.actor(), "with password");
      }
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED, "The login or the password is not right.");
    }
    clearFailures(request, good);
    return start(request, response, user, demand, "with password");
  }

  private void clearFailures(HttpServletRequest request, String login) {
    failures.clear(both(request, login));
    failures.clear(address(request));
  }

  /**
   * Starts the session of a person whose password was right.
   *
   * @param code of the person's app, or a recovery code
   * @throws ProblemException if it is not one, or the password is not known or was given too long
   *     ago
   */
  public void withCode(HttpServletRequest request, HttpServletResponse response, String code) {
    User user = half(request);
    try {
      factors.require(user, code);
    } catch (ProblemException refused) {
      trail.refused(request, user.seller(), user.actor(), "with code");
      throw refused;
    }
    begin(request, response, user, "with code");
  }

  /**
   * Starts the session of a person whose password was right and who had to set up a second factor.
   *
   * @param code of the person's app
   * @throws ProblemException if it is not one, or the password is not known or was given too long
   *     ago
   */
  public void withNewFactor(HttpServletRequest request, HttpServletResponse response, String code) {
    User user = half(request);
    factors.confirm(user, code);
    begin(request, response, user, "with new second factor");
  }

  /**
   * Who gave a password that was right, and nothing more yet.
   *
   * @throws ProblemException if nobody did, or too long ago
   */
  public User half(HttpServletRequest request) {
    return BrowserCookie.SESSION
        .find(request)
        .flatMap(secret -> sessions.find(TokenHash.of(secret)))
        .filter(session -> session.awaitsCodeAt(clock.instant()))
        .flatMap(this::person)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.UNAUTHENTICATED,
                    "It took more than %d minutes. Sign in with your password again."
                        .formatted(Session.CODE_WAIT.toMinutes())));
  }

  /**
   * Starts the session of somebody who was proved by a provider, or asks for the code of who has a
   * second factor. The first time they are found by their e-mail address, which is their login;
   * from then on by nothing but the provider's own name for them.
   *
   * @param provider how people call it
   * @throws ProblemException if it is nobody of ours
   */
  Came withIdentity(
      HttpServletRequest request,
      HttpServletResponse response,
      SignOnProvider.Proved proved,
      String provider) {
    String email = proved.email();
    User user =
        persons
            .ofIdentity(proved.identity())
            .or(
                () ->
                    email == null
                        ? Optional.empty()
                        : persons.bind(proved.identity(), email, clock.instant()))
            .filter(found -> found.disabledAt() == null)
            .orElseThrow(() -> isNobody(provider, email));
    return start(request, response, user, SecondFactorDemand.OPTIONAL, "with " + provider);
  }

  private static ProblemException isNobody(String provider, @Nullable String email) {
    LOG.warn("Sign-in by provider refused, it is nobody");
    return new ProblemException(
        ProblemCode.UNAUTHENTICATED,
        email == null
            ? "%s does not say that an e-mail address is yours, so nobody can be found by it. Ask who runs it for a verified address."
                .formatted(provider)
            : "Nobody here has the login '%s', or they are somebody else at %s. Ask an admin."
                .formatted(email, provider));
  }

  private static String subject(String login) {
    return "login:" + NewUser.folded(login);
  }

  private static String address(HttpServletRequest request) {
    return "address:" + request.getRemoteAddr();
  }

  private static String both(HttpServletRequest request, String login) {
    return subject(login) + " " + address(request);
  }

  /** What is stopped by a narrower limit does not count for a wider one. */
  private void requireFewFailures(HttpServletRequest request, String login) {
    Instant now = clock.instant();
    if (failures.count(both(request, login), now) > SignInFailures.PER_LOGIN_AND_ADDRESS_MAX
        || failures.count(address(request), now) > SignInFailures.PER_ADDRESS_MAX
        || failures.count(subject(login), now) > SignInFailures.PER_LOGIN_MAX) {
      LOG.warn("Sign-in refused, too many failures {}", address(request));
      throw tooManyTries();
    }
  }

  static ProblemException tooManyTries() {
    return new ProblemException(
            ProblemCode.TOO_MANY_TRIES,
            "It was tried too often. Try again in %d minutes, or ask an admin for a new link."
                .formatted(SignInFailures.WINDOW.toMinutes()))
        .retryAfter(Math.toIntExact(SignInFailures.WINDOW.toSeconds()));
  }

  /**
   * Sets a person's password by a link, and starts a session or asks for the code.
   *
   * @param secret of the link
   * @throws ProblemException if the link is over, or the password is not a good one
   */
  public Came withLink(
      HttpServletRequest request, HttpServletResponse response, String secret, String password) {
    User user = links.find(secret).orElseThrow(SigningIn::linkIsOver).user();
    Fields.checked(() -> Passwords.require(password, user.login()));
    User welcome =
        persons
            .useLink(TokenHash.of(secret), passwords.hash(password), clock.instant())
            .orElseThrow(SigningIn::linkIsOver);
    return start(request, response, welcome, demand, "with link");
  }

  /**
   * Lets who signs in for another seller already come in for one who invited them, and starts a
   * session for that one or asks for the code.
   *
   * @param secret of the invitation's link
   * @param password that they sign in with
   * @throws ProblemException if the link is over, or it is not their password
   */
  public Came join(
      HttpServletRequest request, HttpServletResponse response, String secret, String password) {
    User invited = links.find(secret).orElseThrow(SigningIn::linkIsOver).user();
    requireFewFailures(request, invited.login());
    Candidate candidate = persons.candidate(invited.login()).orElseThrow(SigningIn::linkIsOver);
    if (!passwords.isOf(password, candidate.passwordHash())) {
      User user = candidate.user();
      trail.refused(request, user.seller(), user.actor(), "with password");
      throw new ProblemException(ProblemCode.UNAUTHENTICATED, "The password is not right.");
    }
    clearFailures(request, invited.login());
    User welcome =
        persons
            .join(TokenHash.of(secret), candidate.user().personId(), clock.instant())
            .orElseThrow(SigningIn::linkIsOver);
    return start(request, response, welcome, demand, "with link");
  }

  /** What is said of a link that opens nothing. */
  public static ProblemException linkIsOver() {
    return new ProblemException(
        ProblemCode.NOT_FOUND,
        "This link was used, or is over, or a newer one was made. Ask an admin for a new one: onhand user link LOGIN.");
  }

  /**
   * Changes the password of the person who is signed in; other sessions of theirs are over.
   *
   * @throws ProblemException if the old one is not right or the new one not good
   */
  public void changePassword(
      HttpServletRequest request, Session session, String before, String after) {
    User user = requirePassword(request, before);
    Fields.checked(() -> Passwords.require(after, user.login()));
    persons.setPassword(user.personId(), passwords.hash(after), session.hash());
  }

  /**
   * Makes sure that it is still the person who signed in.
   *
   * @throws ProblemException if it is not their password, or the session is a token's
   */
  public User requirePassword(HttpServletRequest request, String before) {
    User user = person(request);
    requireFewFailures(request, user.login());
    String hash = persons.candidate(user.login()).map(Candidate::passwordHash).orElse(null);
    if (!passwords.isOf(before, hash)) {
      throw ProblemException.invalid("before", "before is not your present password");
    }
    return user;
  }

  private Came start(
      HttpServletRequest request,
      HttpServletResponse response,
      User user,
      SecondFactorDemand demanded,
      String how) {
    boolean isAsked = factors.isAskedOf(user);
    if (isAsked || isDemandedOf(user, demanded)) {
      start(request, response, new Session.By.Person(user.seller(), user.id()), true);
      return isAsked ? Came.TO_CODE : Came.TO_NEW_FACTOR;
    }
    begin(request, response, user, how);
    return Came.IN;
  }

  /** Of who works for several sellers by what they are for any of them. */
  private boolean isDemandedOf(User user, SecondFactorDemand demanded) {
    return persons.memberships(user.personId()).stream()
        .anyMatch(membership -> demanded.isOf(membership.user().role()));
  }

  private void begin(
      HttpServletRequest request, HttpServletResponse response, User user, String how) {
    start(request, response, new Session.By.Person(user.seller(), user.id()), false);
    persons.signedIn(user, clock.instant());
    trail.signedIn(request, user.seller(), user.actor(), how);
    LOG.info("Signed in user={}", user.actor());
  }

  private void start(
      HttpServletRequest request, HttpServletResponse response, Session.By by, boolean awaitsCode) {
    String secret = links.newSecret();
    BrowserCookie.SESSION.find(request).map(TokenHash::of).ifPresent(sessions::end);
    sessions.start(
        new Sessions.NewSession(
            TokenHash.of(secret), by, clock.instant(), agent(request), awaitsCode));
    BrowserCookie.SESSION.set(request, response, secret);
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
    Callers.find(request).ifPresent(caller -> trail.signedOut(request, caller));
    BrowserCookie.SESSION.find(request).map(TokenHash::of).ifPresent(sessions::end);
    BrowserCookie.SESSION.clear(request, response);
  }

  /**
   * The session of a request that came in by one.
   *
   * @throws ProblemException if it did not
   */
  public Session session(HttpServletRequest request) {
    return SignedIn.find(request)
        .flatMap(signedIn -> session(signedIn.session()))
        .orElseThrow(Callers::tokenMissing);
  }

  /**
   * The person whose request it is.
   *
   * @throws ProblemException if it is nobody's, or a token's
   */
  public User person(HttpServletRequest request) {
    return person(session(request)).orElseThrow(Callers::tokenMissing);
  }

  /** The session that a request has, which is used by that; empty: nobody's, or it is over. */
  private Optional<Session> session(TokenHash secret) {
    Instant now = clock.instant();
    Optional<Session> session = untouched(secret);
    session
        .filter(found -> found.seenAt().plus(TOUCH_EVERY).isBefore(now))
        .ifPresent(found -> sessions.touch(found.hash(), now));
    return session;
  }

  private Optional<Session> untouched(TokenHash secret) {
    Instant now = clock.instant();
    return sessions.find(secret).filter(found -> found.isGoodAt(now));
  }

  /** Who has the session of a request's cookie; empty: nobody, or it is over. */
  Optional<Caller> callerOf(TokenHash secret) {
    return session(secret).flatMap(this::caller);
  }

  /** The same of a call that an open page makes by itself: it keeps no session alive. */
  Optional<Caller> callerOfPage(TokenHash secret) {
    return untouched(secret).flatMap(this::caller);
  }

  private Optional<Caller> caller(Session session) {
    return session.by() instanceof Session.By.Token(var token)
        ? caller(token)
        : person(session).map(Caller::new);
  }

  /** The person of a session; empty: it is a token's, or the person may do nothing any more. */
  public Optional<User> person(Session session) {
    return session.by() instanceof Session.By.Person(var seller, var id)
        ? users.find(seller, id).filter(user -> user.disabledAt() == null)
        : Optional.empty();
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
