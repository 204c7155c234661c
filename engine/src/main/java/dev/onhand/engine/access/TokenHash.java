package dev.onhand.engine.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a token's secret: enough to know it again, and useless to whoever steals it. (A
 * secret of 178 random bits needs no slow hash.)
 */
public record TokenHash(long first, long second, long third, long fourth) {

  private static final int BYTES = 32;

  /** The hash of a secret with at least 80 random bits. */
  public static TokenHash of(String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ofBytes(sha.digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The hash that was kept as these 32 bytes. */
  public static TokenHash ofBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new TokenHash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /** As 32 bytes, to be kept. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /** Not for logs either: a hash names a token. */
  @Override
  public String toString() {
    return "***";
  }
}
