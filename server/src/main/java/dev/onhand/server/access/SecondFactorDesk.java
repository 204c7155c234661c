package dev.onhand.server.access;

import dev.onhand.engine.access.SecondFactors;
import dev.onhand.engine.access.SecondFactors.SecondFactor;
import dev.onhand.engine.access.SignInFailures;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.Totp;
import dev.onhand.engine.access.User;
import dev.onhand.model.Secret;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up, asks for and removes what people prove who they are with beside their password: an app
 * that shows codes, and for the day on which it is lost codes on paper.
 */
public final class SecondFactorDesk {

  private static final Logger LOG = LoggerFactory.getLogger(SecondFactorDesk.class);

  private static final int RECOVERY_CODES = 10;

  /** Of a recovery code: enough that a plain hash keeps it, and few enough to be typed. */
  private static final int RECOVERY_BYTES = 10;

  private static final String ISSUER = "Onhand";

  private final SecondFactors factors;
  private final SignInFailures failures;
  private final InstantSource clock;
  private final RandomGenerator random;

  SecondFactorDesk(
      SecondFactors factors, SignInFailures failures, InstantSource clock, RandomGenerator random) {
    this.factors = factors;
    this.failures = failures;
    this.clock = clock;
    this.random = random;
  }

  /**
   * What a person is shown to set one up: once, and nobody else.
   *
   * @param key what the app makes codes of, to be typed in
   * @param uri the same to be scanned
   * @param recovery codes that each stand for the app once; empty: they were shown before
   */
  public record Offer(String key, String uri, List<String> recovery) {
    public Offer {
      recovery = List.copyOf(recovery);
    }

    @Override
    public String toString() {
      return "an offer of a second factor";
    }
  }

  /**
   * Offers a new one, in place of an offer that was not taken up.
   *
   * @throws ProblemException if the person has one already
   */
  public Offer offer(User user) {
    byte[] secret = randomBytes(Totp.SECRET_BYTES);
    List<String> recovery = Stream.generate(this::newRecovery).limit(RECOVERY_CODES).toList();
    boolean isOffered =
        factors.offer(
            user.personId(),
            Secret.of(Base64.getEncoder().encodeToString(secret)),
            recovery.stream().map(SecondFactorDesk::hash).toList());
    if (!isOffered) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "You have a second factor. Remove it before you set up another.");
    }
    return offer(user, secret, recovery);
  }

  /** The offer that waits, without its recovery codes. */
  public Offer repeat(User user) {
    return offer(user, bytes(waiting(user)), List.of());
  }

  private static Offer offer(User user, byte[] secret, List<String> recovery) {
    String key = Totp.base32(secret);
    String uri =
        "otpauth://totp/%s:%s?secret=%s&issuer=%s"
            .formatted(ISSUER, encoded(user.login()), key, ISSUER);
    return new Offer(key.replaceAll("(.{4})(?=.)", "$1 "), uri, recovery);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String newRecovery() {
    return Totp.base32(randomBytes(RECOVERY_BYTES)).replaceAll("(.{4})(?=.)", "$1-");
  }

  private static TokenHash hash(String recovery) {
    return TokenHash.of(recovery.replace("-", "").toUpperCase(Locale.ROOT));
  }

  private static byte[] bytes(SecondFactor factor) {
    return Base64.getDecoder().decode(factor.secret().reveal());
  }

  private SecondFactor waiting(User user) {
    return factors
        .find(user.personId())
        .filter(factor -> factor.confirmedAt() == null)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.CONFLICT,
                    "Nothing waits to be confirmed. Look at your account, and begin again if there is no second factor."));
  }

  /**
   * Shows that the app has the key; from now on a code is asked for after the password.
   *
   * @throws ProblemException if it is not the code of now, or nothing waits for one
   */
  public void confirm(User user, String code) {
    SecondFactor factor = waiting(user);
    requireFew(user);
    requireTaken(takesCode(user, factor, plain(code)));
    factors.confirm(user.personId(), clock.instant());
    failures.clear(subject(user));
    LOG.info("Second factor set up user={}", user.actor());
  }

  /** Whether the person is asked for a code. */
  public boolean isAskedOf(User user) {
    return confirmed(user).isPresent();
  }

  private Optional<SecondFactor> confirmed(User user) {
    return factors.find(user.personId()).filter(factor -> factor.confirmedAt() != null);
  }

  /** How many codes on paper the person has left. */
  public int recoveryLeft(User user) {
    return factors.recoveryLeft(user.personId());
  }

  /**
   * Takes a code of the app or a recovery code, either of them once.
   *
   * @throws ProblemException if it is not one, or too many were tried, or there is no second factor
   */
  public void require(User user, String code) {
    SecondFactor factor =
        confirmed(user)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.UNAUTHENTICATED,
                        "There is no second factor any more. Sign in with your password again."));
    requireFew(user);
    String typed = plain(code);
    requireTaken(
        takesCode(user, factor, typed) || factors.takeRecovery(user.personId(), hash(typed)));
    failures.clear(subject(user));
  }

  private boolean takesCode(User user, SecondFactor factor, String typed) {
    OptionalLong step = Totp.step(bytes(factor), typed, clock.instant());
    return step.isPresent() && factors.take(user.personId(), step.getAsLong());
  }

  /** People type codes as they see them, in groups. */
  private static String plain(String code) {
    return code.replace(" ", "").strip();
  }

  private static void requireTaken(boolean isTaken) {
    if (!isTaken) {
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED,
          "The code is not right, or was used. Type the one that the app shows now; if none is taken, the clock of the telephone is wrong.");
    }
  }

  /** Six digits can be tried out, so whoever knows the password has few tries. */
  private void requireFew(User user) {
    if (failures.count(subject(user), clock.instant()) > SignInFailures.CODES_MAX) {
      LOG.warn("Second factor refused, too many failures user={}", user.actor());
      throw SigningIn.tooManyTries();
    }
  }

  private static String subject(User user) {
    return "code:%d:%d".formatted(user.seller().value(), user.id());
  }

  /**
   * Removes the person's own.
   *
   * @throws ProblemException if it is not a code of it
   */
  public void remove(User user, String code) {
    require(user, code);
    noted(user, factors.remove(user.personId()));
  }

  /** Removes somebody's who lost it, and signs them out everywhere. */
  boolean forget(User user) {
    return noted(user, factors.removeLost(user.personId()));
  }

  private static boolean noted(User user, boolean isRemoved) {
    LOG.info("Second factor removed user={} was_there={}", user.actor(), isRemoved);
    return isRemoved;
  }

  /** Of these people those who are asked for a code, by the numbers of the users. */
  public Set<Long> askedOf(Collection<User> users) {
    List<User> came = users.stream().filter(user -> user.person() != null).toList();
    Set<Long> persons = factors.confirmedOf(came.stream().map(User::personId).toList());
    return came.stream()
        .filter(user -> persons.contains(user.personId()))
        .map(User::id)
        .collect(Collectors.toSet());
  }
}
