package dev.onhand.sandbox.shopify;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Who may call: an app that shows a token, which its client credentials give it for a day. */
final class Tokens {
  private static final String HEADER = "X-Shopify-Access-Token";
  private static final Duration LIFETIME = Duration.ofSeconds(86_399);
  private static final int TOKEN_BYTES = 16;

  private final Site site;
  private final String secret;
  private final Map<String, Instant> until = new HashMap<>();

  Tokens(Site site, String secret, String standingToken) {
    this.site = site;
    this.secret = secret;
    if (!standingToken.isEmpty()) {
      until.put(standingToken, Instant.MAX);
    }
  }

  Response token(Request request) {
    Request form = new Request("POST", "", request.text(), Map.of(), new byte[0]);
    if (!form.parameter("grant_type").orElse("").equals("client_credentials")
        || !form.parameter("client_id").orElse("").equals(Shopify.CLIENT)
        || !form.parameter("client_secret").orElse("").equals(secret)) {
      return refused();
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    site.random().nextBytes(bytes);
    String token = "shpat_" + HexFormat.of().formatHex(bytes);
    until.put(token, site.shop().now().plus(LIFETIME));
    return Response.json(
        200,
        Json.object()
            .put("access_token", token)
            .put("scope", "read_products,write_inventory,read_locations,read_orders")
            .put("expires_in", LIFETIME.toSeconds())
            .toString());
  }

  boolean isGood(Request request) {
    Instant end = until.get(request.header(HEADER).orElse(""));
    return end != null && site.shop().now().isBefore(end);
  }

  /** A token that never ends is refused once only, or nobody could go on. */
  void end(Request request) {
    until.computeIfPresent(
        request.header(HEADER).orElse(""),
        (_, end) -> end.equals(Instant.MAX) ? end : Instant.EPOCH);
  }

  static Response refused() {
    return Response.json(
        401,
        "{\"errors\":\"[API] Invalid API key or access token (unrecognized login or wrong"
            + " password)\"}");
  }
}
