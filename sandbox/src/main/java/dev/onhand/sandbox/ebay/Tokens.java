package dev.onhand.sandbox.ebay;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The token endpoint, and who may call the others. */
final class Tokens {
  private static final Duration LIFETIME = Duration.ofHours(2);
  private static final String BEARER = "Bearer ";

  private final Site site;
  private final Ebay.Account account;
  private final Map<String, Instant> ends = new HashMap<>();
  private long made;

  Tokens(Site site, Ebay.Account account) {
    this.site = site;
    this.account = account;
    if (!account.token().isEmpty()) {
      ends.put(account.token(), Instant.MAX);
    }
  }

  Response give(Request request) {
    Request form = new Request("POST", "/", request.text(), Map.of(), new byte[0]);
    String client = account.client() + ":" + account.secret();
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
    if (!request.header("Authorization").orElse("").equals(basic)) {
      return refused(401, "invalid_client");
    }
    if (!form.parameter("grant_type").orElse("").equals("refresh_token")) {
      return refused(400, "unsupported_grant_type");
    }
    if (!form.parameter("refresh_token").orElse("").equals(account.refresh())) {
      return refused(400, "invalid_grant");
    }
    String token = "v^1.1#i^1#" + ++made;
    ends.put(token, site.shop().now().plus(LIFETIME));
    return site.json(
        Purpose.LOGIN,
        200,
        Json.object()
            .put("access_token", token)
            .put("expires_in", LIFETIME.toSeconds())
            .put("token_type", "User Access Token"));
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
