package dev.onhand.sandbox.bol;

import dev.onhand.sandbox.AccessTokens;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;

/** The token endpoint, and who may call the others. */
final class Tokens {
  private static final Duration LIFETIME = Duration.ofSeconds(299);

  private final Bol.Traits traits;
  private final AccessTokens tokens;
  private long made;

  Tokens(Site site, Bol.Traits traits) {
    this.traits = traits;
    this.tokens = new AccessTokens(site.shop()::now, traits.token());
  }

  /** What is asked for stands in the address or in a form. */
  Response give(Request request) {
    Request form = request.form();
    String grant =
        request.parameter("grant_type").or(() -> form.parameter("grant_type")).orElse("");
    if (!grant.equals("client_credentials")) {
      return refused(400, "unsupported_grant_type");
    }
    if (!request.isBy(traits.client(), traits.secret())) {
      return refused(401, "invalid_client");
    }
    String token = "eyJ-" + ++made;
    tokens.give(token, LIFETIME);
    return Response.json(
        200,
        Json.object()
            .put("access_token", token)
            .put("token_type", "Bearer")
            .put("expires_in", LIFETIME.toSeconds())
            .put("scope", "RETAILER")
            .toString());
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
