package dev.onhand.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A text that must not be seen: {@link #toString()} is {@code ***}, so that it cannot slip into a
 * log, a message or a page. Immutable and thread-safe.
 */
public final class Secret {

  /** 192 bits, past any guessing, and without padding in base 64. */
  private static final int RANDOM_BYTES = 24;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** The secret that has this value; an empty one stands for "no password". */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** A new secret of 192 random bits, in letters, digits, {@code -} and {@code _}. */
  public static Secret random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The value itself, for the one place that must pass it on. */
  public String reveal() {
    return value;
  }

  /** Compares in a time that does not depend on where the values differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
