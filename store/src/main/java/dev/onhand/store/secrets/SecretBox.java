package dev.onhand.store.secrets;

import dev.onhand.model.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must not be read from a copy of the database, by AES-256-GCM with a key that lies
 * outside of it. Each text is bound to where it belongs: moved to another row it does not decrypt.
 * Thread-safe.
 */
public final class SecretBox {

  /** Of the key, before base 64. */
  public static final int KEY_BYTES = 32;

  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String ALGORITHM = "AES/GCM/NoPadding";

  private final SecretKeySpec key;
  private final Consumer<byte[]> random;

  /**
   * @param key {@value #KEY_BYTES} bytes in base 64
   * @param random fills an array with what nobody can guess
   * @throws IllegalArgumentException if it is not such a key
   */
  public SecretBox(Secret key, Consumer<byte[]> random) {
    byte[] bytes = decoded(key);
    this.key = new SecretKeySpec(bytes, "AES");
    this.random = random;
  }

  private static byte[] decoded(Secret key) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(key.reveal().strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the key for secrets is not base 64", e);
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key for secrets must have %d bytes in base 64, not %d"
              .formatted(KEY_BYTES, bytes.length));
    }
    return bytes;
  }

  /** A new key. */
  public static Secret newKey(Consumer<byte[]> random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.accept(bytes);
    return Secret.of(Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * @param place where the text belongs, the same when it is opened
   */
  public byte[] seal(String place, Secret text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.accept(nonce);
    byte[] box =
        run(Cipher.ENCRYPT_MODE, nonce, place, text.reveal().getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(1 + NONCE_BYTES + box.length)
        .put(VERSION)
        .put(nonce)
        .put(box)
        .array();
  }

  /**
   * @throws IllegalStateException if it was sealed with another key or for another place, or was
   *     changed
   */
  public Secret open(String place, byte[] box) {
    if (box.length < 1 + NONCE_BYTES || box[0] != VERSION) {
      throw new IllegalStateException("a secret is kept in a form that is not known");
    }
    byte[] nonce = Arrays.copyOfRange(box, 1, 1 + NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(box, 1 + NONCE_BYTES, box.length);
    return Secret.of(
        new String(run(Cipher.DECRYPT_MODE, nonce, place, rest), StandardCharsets.UTF_8));
  }

  private byte[] run(int mode, byte[] nonce, String place, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a secret cannot be read: it was kept under another key (see the settings for"
              + " ONHAND_SECRET_KEY), or its row was changed",
          e);
    }
  }
}
