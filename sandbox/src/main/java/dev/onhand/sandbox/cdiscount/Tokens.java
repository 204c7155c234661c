package dev.onhand.sandbox.cdiscount;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The token endpoint, and who may call the others. */
final class Tokens {
  private static final Duration LIFETIME = Duration.ofHours(2);
  private static final String BEARER = "Bearer ";

  private final Site site;
  private final Cdiscount.Account account;
  private final Map<String, Instant> ends = new HashMap<>();
  private long made;

  Tokens(Site site, Cdiscount.Account account) {
    this.site = site;
    this.account = account;
    if (!account.token().isEmpty()) {
      ends.put(account.token(), Instant.MAX);
    }
  }

  Response give(Request request) {
    Request form = new Request("POST", "/", request.text(), Map.of(), new byte[0]);
    if (!request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")
        || !form.parameter("grant_type").orElse("").equals("client_credentials")) {
      return refused(400, "unsupported_grant_type");
    }
    if (!form.parameter("client_id").orElse("").equals(account.client())
        || !form.parameter("client_secret").orElse("").equals(account.secret())) {
      return refused(401, "invalid_client");
    }
    String token = "octopia-token-" + ++made;
    ends.put(token, site.shop().now().plus(LIFETIME));
    return site.json(
        Purpose.LOGIN,
        200,
        Json.object()
            .put("access_token", token)
            .put("expires_in", LIFETIME.toSeconds())
            .put("refresh_expires_in", 0)
            .put("token_type", "Bearer")
            .put("scope", "email profile"));
  }

  private static Response refused(int status, String error) {
    return Response.json(status, Json.object().put("error", error).toString());
  }

  boolean isGood(Request request) {
    return token(request).map(ends::get).filter(end -> site.shop().now().isBefore(end)).isPresent();
  }

  void end(Request request) {
    token(request).ifPresent(ends::remove);
  }

  private static Optional<String> token(Request request) {
    return request
        .header("Authorization")
        .filter(value -> value.startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()));
  }
}
