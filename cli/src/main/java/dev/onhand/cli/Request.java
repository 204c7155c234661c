package dev.onhand.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request to the API.
 *
 * @param path below {@code /api/v1}, its parts encoded
 * @param key the idempotency key, null for a request that may be repeated anyhow
 * @param ifMatch the version that must still be there, null for any
 * @param patience how long to wait for the answer
 */
record Request(
    String method,
    String path,
    Query query,
    @Nullable JsonNode body,
    @Nullable String key,
    @Nullable String ifMatch,
    Duration patience) {

  private static final Duration USUAL = Duration.ofSeconds(60);

  static Request get(String path) {
    return new Request("GET", path, Query.none(), null, null, null, USUAL);
  }

  static Request post(String path, JsonNode body) {
    return new Request("POST", path, Query.none(), body, null, null, USUAL);
  }

  static Request put(String path, JsonNode body) {
    return new Request("PUT", path, Query.none(), body, null, null, USUAL);
  }

  static Request patch(String path, JsonNode body) {
    return new Request("PATCH", path, Query.none(), body, null, null, USUAL);
  }

  static Request delete(String path) {
    return new Request("DELETE", path, Query.none(), null, null, null, USUAL);
  }

  Request query(Query value) {
    return new Request(method, path, value, body, key, ifMatch, patience);
  }

  Request key(@Nullable String value) {
    return new Request(method, path, query, body, value, ifMatch, patience);
  }

  /** Only if the object still has this version; null for whatever it has. */
  Request ifVersion(@Nullable Long version) {
    String tag = version == null ? null : "W/\"" + version + "\"";
    return new Request(method, path, query, body, key, tag, patience);
  }

  Request patience(Duration value) {
    return new Request(method, path, query, body, key, ifMatch, value);
  }

  /** One part of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
