package dev.onhand.connector;

import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by a shared secret (HMAC with SHA-256). */
public final class Hmac {

  private static final String ALGORITHM = "HmacSHA256";

  private Hmac() {}

  /**
   * @param key not empty
   * @param message its parts, one behind the other
   */
  public static byte[] sha256(Secret key, byte[]... message) {
    return sha256(key.reveal().getBytes(StandardCharsets.UTF_8), message);
  }

  /** As {@link #sha256(Secret, byte[]...)}, for a key that is no text. */
  static byte[] sha256(byte[] key, byte[]... message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (byte[] part : message) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /**
   * Whether a signature is that of the message, in a time that does not depend on how near it is.
   */
  public static boolean isOf(byte[] signature, Secret key, byte[]... message) {
    return MessageDigest.isEqual(signature, sha256(key, message));
  }

  /** As {@link #sha256(Secret, byte[]...)}, in small hexadecimal digits. */
  public static String hexSha256(Secret key, byte[]... message) {
    return HexFormat.of().formatHex(sha256(key, message));
  }

  /** As {@link #isOf(byte[], Secret, byte[]...)}, for one that {@link #hexSha256} made. */
  public static boolean isHexOf(String signature, Secret key, byte[]... message) {
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.UTF_8),
        hexSha256(key, message).getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #isOf(byte[], Secret, byte[]...)}, for a key that is no text. */
  static boolean isOf(byte[] signature, byte[] key, byte[]... message) {
    return MessageDigest.isEqual(signature, sha256(key, message));
  }
}
