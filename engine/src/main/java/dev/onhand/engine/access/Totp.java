package dev.onhand.engine.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The codes that authenticator apps show, by RFC 6238: made of a secret and the time, by
 * HMAC-SHA-1, six digits, another one each half minute. (Apps know other hashes and lengths by name
 * and get them wrong.)
 */
public final class Totp {

  /** Of a secret: as many as its hash has. */
  public static final int SECRET_BYTES = 20;

  public static final Duration STEP = Duration.ofSeconds(30);

  /** A telephone's clock may be so many steps off, and a person slow. */
  private static final int DRIFT = 1;

  private static final int TEN_TO_DIGITS = 1_000_000;
  private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  private Totp() {}

  /**
   * The step of which this is the code; empty: it is not the code of this time.
   *
   * @param code as it was typed
   */
  public static OptionalLong step(byte[] secret, String code, Instant at) {
    byte[] typed = code.getBytes(StandardCharsets.UTF_8);
    long now = stepAt(at);
    return LongStream.rangeClosed(now - DRIFT, now + DRIFT)
        .filter(
            step ->
                MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), typed))
        .findFirst();
  }

  static long stepAt(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
  }

  /** The code of a step, as an app shows it then. */
  public static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
      return "%06d".formatted(number % TEN_TO_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  /** A secret as people type it into an app, in base 32 without padding. */
  public static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte each : bytes) {
      buffer = (buffer << Byte.SIZE) | (each & 0xff);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(BASE_32.charAt((buffer >> bits) & 0x1f));
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(BASE_32.charAt((buffer << (BITS - bits)) & 0x1f));
    }
    return text.toString();
  }
}
