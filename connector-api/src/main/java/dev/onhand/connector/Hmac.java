package dev.onhand.connector;

import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by a shared secret (HMAC with SHA-256). */
public final class Hmac {

  private static final String ALGORITHM = "HmacSHA256";

  private Hmac() {}

  /**
   * @param key not empty
   */
  public static byte[] sha256(Secret key, byte[] message) {
    return sha256(key.reveal().getBytes(StandardCharsets.UTF_8), message);
  }

  private static byte[] sha256(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /**
   * Whether a signature is that of the message, in a time that does not depend on how near it is.
   */
  public static boolean isOf(byte[] signature, Secret key, byte[] message) {
    return MessageDigest.isEqual(signature, sha256(key, message));
  }

  /** As {@link #isOf(byte[], Secret, byte[])}, for a key that is no text. */
  static boolean isOf(byte[] signature, byte[] key, byte[] message) {
    return MessageDigest.isEqual(signature, sha256(key, message));
  }
}
