package dev.onhand.sandbox.cdiscount;

import dev.onhand.sandbox.AccessTokens;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;

/** The token endpoint, and who may call the others. */
final class Tokens {
  private static final Duration LIFETIME = Duration.ofHours(2);

  private final Site site;
  private final Cdiscount.Account account;
  private final AccessTokens tokens;
  private long made;

  Tokens(Site site, Cdiscount.Account account) {
    this.site = site;
    this.account = account;
    this.tokens = new AccessTokens(site.shop()::now, account.token());
  }

  Response give(Request request) {
    Request form = request.form();
    if (!request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")
        || !form.parameter("grant_type").orElse("").equals("client_credentials")) {
      return refused(400, "unsupported_grant_type");
    }
    if (!form.parameter("client_id").orElse("").equals(account.client())
        || !form.parameter("client_secret").orElse("").equals(account.secret())) {
      return refused(401, "invalid_client");
    }
    String token = "octopia-token-" + ++made;
    tokens.give(token, LIFETIME);
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
    return tokens.isGood(AccessTokens.bearer(request));
  }

  void end(Request request) {
    tokens.end(AccessTokens.bearer(request));
  }
}
