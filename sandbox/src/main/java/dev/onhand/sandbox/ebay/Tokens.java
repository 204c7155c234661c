package dev.onhand.sandbox.ebay;

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
  private final Ebay.Account account;
  private final AccessTokens tokens;
  private long made;

  Tokens(Site site, Ebay.Account account) {
    this.site = site;
    this.account = account;
    this.tokens = new AccessTokens(site.shop()::now, account.token());
  }

  Response give(Request request) {
    Request form = request.form();
    if (!request.isBy(account.client(), account.secret())) {
      return refused(401, "invalid_client");
    }
    if (!form.parameter("grant_type").orElse("").equals("refresh_token")) {
      return refused(400, "unsupported_grant_type");
    }
    if (!form.parameter("refresh_token").orElse("").equals(account.refresh())) {
      return refused(400, "invalid_grant");
    }
    String token = "v^1.1#i^1#" + ++made;
    tokens.give(token, LIFETIME);
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
    return tokens.isGood(AccessTokens.bearer(request));
  }

  void end(Request request) {
    tokens.end(AccessTokens.bearer(request));
  }
}
