package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may call: holders of a secret key, and users who logged in less than a day ago. */
final class Keys {
  private static final Duration SESSION = Duration.ofHours(24);
  private static final int SECRET_BYTES = 32;

  private final Site site;

  /** Id of each good key, by its secret. */
  private final Map<String, String> keys = new HashMap<>();

  private final Map<String, Instant> sessionsUntil = new HashMap<>();

  Keys(Site site, String key) {
    this.site = site;
    keys.put(key, Ids.of("apk_", 1));
  }

  /** Empty if the request may pass, else what it is answered. */
  Optional<Response> refuse(Request request) {
    String header = request.header("Authorization").orElse("");
    if (header.startsWith("Bearer sk_")) {
      return Optional.of(
          Errors.of(401, "unauthorized", "Use Basic authentication for secret API keys."));
    }
    return isGood(header) ? Optional.empty() : Optional.of(Errors.unauthorized());
  }

  private boolean isGood(String header) {
    if (header.startsWith("Bearer ")) {
      Instant until = sessionsUntil.get(header.substring("Bearer ".length()));
      return until != null && site.shop().now().isBefore(until);
    }
    return header.startsWith("Basic ") && isKey(header.substring("Basic ".length()));
  }

  /** The secret as it is, or encoded as a user name with or without its colon. */
  private boolean isKey(String credentials) {
    if (keys.containsKey(credentials)) {
      return true;
    }
    try {
      byte[] plain = Base64.getDecoder().decode(credentials);
      String user = new String(plain, StandardCharsets.UTF_8);
      return keys.containsKey(user.endsWith(":") ? user.substring(0, user.length() - 1) : user);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Ends the session that a request carries; a key stays good. */
  void endSession(Request request) {
    request
        .header("Authorization")
        .filter(header -> header.startsWith("Bearer "))
        .ifPresent(header -> sessionsUntil.remove(header.substring("Bearer ".length())));
  }

  Response logIn(Request request) {
    JsonNode body = Json.read(request.body()).orElseGet(Json::object);
    boolean known =
        body.path("email").asString("").equals(Medusa.EMAIL)
            && body.path("password").asString("").equals(Medusa.PASSWORD);
    if (!known) {
      return Errors.of(401, "unauthorized", "Invalid email or password");
    }
    String token = "eyJhbGciOiJIUzI1NiJ9." + secret() + "." + sessionsUntil.size();
    sessionsUntil.put(token, site.shop().now().plus(SESSION));
    return Response.json(200, Json.object().put("token", token).toString());
  }

  Response create(Request request) {
    JsonNode body = Json.read(request.body()).orElseGet(Json::object);
    if (!body.path("type").asString("").equals("secret") || !body.path("title").isString()) {
      return Errors.invalid("Invalid request: Field 'title' is required");
    }
    String secret = "sk_" + secret();
    String id = Ids.of("apk_", keys.size() + 1L);
    keys.put(secret, id);
    ObjectNode document = Json.object();
    document
        .putObject("api_key")
        .put("id", id)
        .put("token", secret)
        .put("redacted", secret.substring(0, 6) + "***" + secret.substring(secret.length() - 3))
        .put("title", body.path("title").stringValue())
        .put("type", "secret");
    return Response.json(200, document.toString());
  }

  Response revoke(String id) {
    if (!keys.containsValue(id)) {
      return Errors.notFound("Api key with id: " + id + " not found");
    }
    keys.values().remove(id);
    ObjectNode document = Json.object();
    document.putObject("api_key").put("id", id).put("token", "").put("type", "secret");
    return Response.json(200, document.toString());
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    site.random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
