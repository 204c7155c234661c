package dev.onhand.sandbox.vendure;

import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may call: holders of the API key, and users who logged in less than a year ago. */
final class Sessions {
  static final String HEADER = "vendure-auth-token";

  private static final Duration LENGTH = Duration.ofDays(365);
  private static final Pattern COOKIE = Pattern.compile("(?:^|;\\s*)session=([^;]+)");
  private static final int TOKEN_BYTES = 32;

  private final Site site;
  private final String key;
  private final Map<String, Instant> until = new HashMap<>();

  Sessions(Site site, String key) {
    this.site = site;
    this.key = key;
  }

  boolean isGood(Request request) {
    if (request.header("vendure-api-key").isPresent()) {
      return request.header("vendure-api-key").get().equals(key);
    }
    Instant end = token(request).map(until::get).orElse(null);
    return end != null && site.shop().now().isBefore(end);
  }

  /** The token of a new session; empty if user or password is wrong. */
  Optional<String> logIn(String user, String password) {
    if (!user.equals(Vendure.USER) || !password.equals(Vendure.PASSWORD)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    site.random().nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    until.put(token, site.shop().now().plus(LENGTH));
    return Optional.of(token);
  }

  /** Ends the session that a request carries. */
  void end(Request request) {
    token(request).ifPresent(until::remove);
  }

  private static Optional<String> token(Request request) {
    Optional<String> bearer =
        request
            .header("Authorization")
            .filter(header -> header.startsWith("Bearer "))
            .map(header -> header.substring("Bearer ".length()));
    return bearer.or(
        () ->
            request
                .header("Cookie")
                .map(COOKIE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1)));
  }
}
