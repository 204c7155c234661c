package dev.onhand.connector.http;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Calls that prove themselves by a token which is good for a time. It is fetched when it is first
 * needed and kept; it is fetched anew shortly before it ends, and where the channel refuses it
 * before that. Thread-safe: of many threads that need a new one, one fetches it for all.
 */
public final class AccessTokens {

  /** A token that is about to end might end on its way. */
  static final Duration EARLY = Duration.ofSeconds(60);

  private final ConnectorHttp http;
  private final String header;
  private final String prefix;
  private final Login login;
  private final FetchedOnce<Held> tokens = new FetchedOnce<>(this::fetched);

  /**
   * What a login gives.
   *
   * @param lifetime how long it is good from now on, as the channel says
   */
  public record Token(Secret value, Duration lifetime) {}

  /** Fetches a token; by a call that {@link HttpCall#asking() changes nothing}. */
  @FunctionalInterface
  public interface Login {

    /**
     * @throws DeferredException if there is none now; {@link Cause#LOGIN_REFUSED} where the
     *     credentials are wrong
     */
    Token fetch() throws InterruptedException;
  }

  private record Held(Secret value, Instant until) {}

  /**
   * @param http makes the calls; those of the login are the caller's own
   * @param header which carries the token
   * @param prefix before it, such as {@code "Bearer "}; may be empty
   */
  public AccessTokens(ConnectorHttp http, String header, String prefix, Login login) {
    this.http = http;
    this.header = header;
    this.prefix = prefix;
    this.login = login;
  }

  /**
   * As {@link ConnectorHttp#send}. A call whose token is refused is made once more with a new one;
   * if that is refused too, or the first one was new, the credentials are not good.
   */
  public HttpReply send(HttpCall call, int... expected) throws InterruptedException {
    Optional<Held> before = tokens.held();
    Held known = tokens.current(this::isInTime);
    try {
      return send(call, known, expected);
    } catch (DeferredException e) {
      if (e.why() != Cause.LOGIN_REFUSED || !before.equals(Optional.of(known))) {
        throw e;
      }
    }
    Held other = tokens.current(it -> !it.equals(known) && isInTime(it));
    return send(call, other, expected);
  }

  private HttpReply send(HttpCall call, Held token, int... expected) throws InterruptedException {
    return http.with(header, prefix + token.value().reveal()).send(call, expected);
  }

  private boolean isInTime(Held token) {
    return http.now().isBefore(token.until());
  }

  private Held fetched() throws InterruptedException {
    Instant askedAt = http.now();
    Token token;
    try {
      token = login.fetch();
    } catch (DeferredException e) {
      throw e;
    } catch (RuntimeException e) {
      // Without the cause: it may quote the answer, and the token with it.
      throw new DeferredException(
          Cause.UNREADABLE, Duration.ZERO, "the answer to the login cannot be read");
    }
    Duration half = token.lifetime().dividedBy(2);
    Duration early = half.compareTo(EARLY) < 0 ? half : EARLY;
    return new Held(token.value(), askedAt.plus(token.lifetime()).minus(early));
  }
}
