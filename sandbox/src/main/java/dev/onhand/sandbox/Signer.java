package dev.onhand.sandbox;

import dev.onhand.sandbox.wire.Response.Header;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhooks. */
@FunctionalInterface
public interface Signer {

  /** The headers that prove a webhook. */
  List<Header> sign(String id, Instant at, byte[] body);

  /** HMAC-SHA256 over the raw body, in hex. */
  static Signer hmacSha256(String header, String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    return (_, _, body) -> List.of(new Header(header, HexFormat.of().formatHex(hmac(key, body))));
  }

  /** HMAC-SHA256 over the raw body, in base 64, with the delivery's name in a header of its own. */
  static Signer bodyInBase64(String header, String idHeader, String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    return (id, _, body) ->
        List.of(
            new Header(header, Base64.getEncoder().encodeToString(hmac(key, body))),
            new Header(idHeader, id));
  }

  /**
   * Standard Webhooks 1.0.0: over id, time and body.
   *
   * @param secret the bytes that stand behind {@code whsec_} in Base64
   */
  static Signer standardWebhooks(byte[] secret) {
    byte[] key = secret.clone();
    return (id, at, body) -> {
      String time = "" + at.getEpochSecond();
      byte[] start = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
      byte[] signed = new byte[start.length + body.length];
      System.arraycopy(start, 0, signed, 0, start.length);
      System.arraycopy(body, 0, signed, start.length, body.length);
      String signature = Base64.getEncoder().encodeToString(hmac(key, signed));
      return List.of(
          new Header("webhook-id", id),
          new Header("webhook-timestamp", time),
          new Header("webhook-signature", "v1," + signature));
    };
  }

  /** HMAC-SHA256. */
  static byte[] hmac(byte[] key, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
