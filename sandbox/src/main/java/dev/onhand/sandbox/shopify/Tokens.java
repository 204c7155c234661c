package dev.onhand.sandbox.shopify;

import dev.onhand.sandbox.AccessTokens;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.HexFormat;

/** Who may call: an app that shows a token, which its client credentials give it for a day. */
final class Tokens {
  static final String HEADER = "X-Shopify-Access-Token";
  private static final Duration LIFETIME = Duration.ofSeconds(86_399);
  private static final int TOKEN_BYTES = 16;

  private final Site site;
  private final String secret;
  private final String standing;
  private final AccessTokens tokens;

  Tokens(Site site, String secret, String standingToken) {
    this.site = site;
    this.secret = secret;
    this.standing = standingToken;
    this.tokens = new AccessTokens(site.shop()::now, standingToken);
  }

  Response token(Request request) {
    Request form = request.form();
    if (!form.parameter("grant_type").orElse("").equals("client_credentials")
        || !form.parameter("client_id").orElse("").equals(Shopify.CLIENT)
        || !form.parameter("client_secret").orElse("").equals(secret)) {
      return refused();
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    site.random().nextBytes(bytes);
    String token = "shpat_" + HexFormat.of().formatHex(bytes);
    tokens.give(token, LIFETIME);
    return Response.json(
        200,
        Json.object()
            .put("access_token", token)
            .put("scope", "read_products,write_inventory,read_locations,read_orders")
            .put("expires_in", LIFETIME.toSeconds())
            .toString());
  }

  boolean isGood(Request request) {
    return tokens.isGood(request.header(HEADER).orElse(""));
  }

  /** A token that never ends is refused once only, or nobody could go on. */
  void end(Request request) {
    String token = request.header(HEADER).orElse("");
    if (!token.equals(standing)) {
      tokens.end(token);
    }
  }

  static Response refused() {
    return Response.json(
        401,
        "{\"errors\":\"[API] Invalid API key or access token (unrecognized login or wrong"
            + " password)\"}");
  }
}
