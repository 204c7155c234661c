package dev.onhand.sandbox.kaufland;

import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.wire.Request;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Who may call.
 *
 * @param standing a signature that is good for every call at any time; empty: none is
 */
record Signatures(String clientKey, String secretKey, String standing) {
  static final String TIMESTAMP = "Shop-Timestamp";
  static final String SIGNATURE = "Shop-Signature";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  boolean isKnown(Request request) {
    return request.header("Shop-Client-Key").orElse("").equals(clientKey);
  }

  /**
   * @param base where the account is reached
   */
  boolean isGood(Request request, URI base, Instant now) {
    String given = request.header(SIGNATURE).orElse("");
    if (!standing.isEmpty() && given.equals(standing)) {
      return true;
    }
    String time = request.header(TIMESTAMP).orElse("");
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    String right =
        signature(secretKey, request.method(), base + request.path() + query, request.body(), time);
    return time.matches("\\d{1,11}")
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8))
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                .abs()
                .compareTo(TOLERANCE)
            <= 0;
  }

  /** In small hexadecimal digits; the key is the secret's text, and not what it looks like. */
  static String signature(String secret, String method, String url, byte[] body, String time) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    said.writeBytes("%s\n%s\n".formatted(method, url).getBytes(StandardCharsets.UTF_8));
    said.writeBytes(body);
    said.writeBytes(("\n" + time).getBytes(StandardCharsets.UTF_8));
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Signer.hmac(key, said.toByteArray()));
  }
}
