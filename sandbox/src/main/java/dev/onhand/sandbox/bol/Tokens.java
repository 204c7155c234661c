package dev.onhand.sandbox.bol;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The token endpoint, and who may call the others. */
final class Tokens {
  private static final Duration LIFETIME = Duration.ofSeconds(299);
  private static final String BEARER = "Bearer ";

  private final Site site;
  private final Bol.Traits traits;
  private final Map<String, Instant> ends = new HashMap<>();
  private long made;

  Tokens(Site site, Bol.Traits traits) {
    this.site = site;
    this.traits = traits;
    if (!traits.token().isEmpty()) {
      ends.put(traits.token(), Instant.MAX);
    }
  }

  /** What is asked for stands in the address or in a form. */
  Response give(Request request) {
    Request form = new Request("POST", "/", request.text(), Map.of(), new byte[0]);
    String grant =
        request.parameter("grant_type").or(() -> form.parameter("grant_type")).orElse("");
    if (!grant.equals("client_credentials")) {
      return refused(400, "unsupported_grant_type");
    }
    byte[] pair = (traits.client() + ":" + traits.secret()).getBytes(StandardCharsets.UTF_8);
    String right = "Basic " + Base64.getEncoder().encodeToString(pair);
    if (!request.header("Authorization").orElse("").equals(right)) {
      return refused(401, "invalid_client");
    }
    String token = "eyJ-" + ++made;
    ends.put(token, site.shop().now().plus(LIFETIME));
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
    Instant end = ends.getOrDefault(token(request), Instant.MIN);
    return site.shop().now().isBefore(end);
  }

  void end(Request request) {
    ends.remove(token(request));
  }

  private static String token(Request request) {
    String header = request.header("Authorization").orElse("");
    return header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
  }
}
