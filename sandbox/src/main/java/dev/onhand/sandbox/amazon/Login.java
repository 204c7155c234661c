package dev.onhand.sandbox.amazon;

import dev.onhand.sandbox.AccessTokens;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.HexFormat;

/** Login with Amazon: access tokens, and who may call with one. */
final class Login {
  static final String HEADER = "x-amz-access-token";

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int TOKEN_BYTES = 32;

  private final Site site;
  private final String secret;
  private final String refreshToken;
  private final boolean hasRoles;
  private final AccessTokens tokens;

  Login(Site site, String secret, String refreshToken, boolean hasRoles, String standingToken) {
    this.site = site;
    this.secret = secret;
    this.refreshToken = refreshToken;
    this.hasRoles = hasRoles;
    this.tokens = new AccessTokens(site.shop()::now, standingToken);
  }

  Response token(Request request) {
    if (!request.header("content-type").orElse("").startsWith(FORM)) {
      return error(400, "invalid_request", "The content type must be " + FORM);
    }
    Request form = request.form();
    if (!form.parameter("grant_type").orElse("").equals("refresh_token")) {
      return error(400, "unsupported_grant_type", "The grant type is not supported");
    }
    if (!form.parameter("client_id").orElse("").equals(Amazon.CLIENT)
        || !form.parameter("client_secret").orElse("").equals(secret)) {
      return error(401, "invalid_client", "Client authentication failed");
    }
    if (!form.parameter("refresh_token").orElse("").equals(refreshToken)) {
      return refused();
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    site.random().nextBytes(bytes);
    String token = "Atza|" + HexFormat.of().formatHex(bytes);
    tokens.give(token, LIFETIME);
    return Response.json(
        200,
        Json.object()
            .put("access_token", token)
            .put("token_type", "bearer")
            .put("expires_in", LIFETIME.toSeconds())
            .put("refresh_token", refreshToken)
            .toString());
  }

  boolean isGood(Request request) {
    return hasRoles && tokens.isGood(request.header(HEADER).orElse(""));
  }

  void end(Request request) {
    tokens.end(request.header(HEADER).orElse(""));
  }

  Response refused() {
    return error(
        400, "invalid_grant", "The request has an invalid grant parameter : refresh_token");
  }

  private static Response error(int status, String error, String description) {
    return Response.json(
        status, Json.object().put("error", error).put("error_description", description).toString());
  }
}
