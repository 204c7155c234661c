package dev.onhand.server.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password4j.Argon2Password4jPasswordEncoder;

/**
 * Hashes passwords by Argon2id, with the parameters that OWASP names. A hash takes 19 MiB and a
 * good part of a second's hundredth, so only few are made at once.
 */
final class Passwords {

  static final int LENGTH_MIN = 12;

  /** Far more than anybody types; without a limit, hashing would be an attack. */
  static final int LENGTH_MAX = 200;

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;
  private static final int HASH_BYTES = 32;
  private static final int AT_ONCE_MAX = 2;
  private static final int WAIT_SECONDS_MAX = 5;

  /** With fewer kinds of characters than this it is a pattern, not a password. */
  private static final int KINDS_MIN = 5;

  private final Argon2Password4jPasswordEncoder encoder =
      new Argon2Password4jPasswordEncoder(
          Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID));
  private final Semaphore slots = new Semaphore(AT_ONCE_MAX);

  /**
   * What a password is compared with where nobody has that name, so that it takes as long. Made
   * once with the parameters above: a server that starts need not make it.
   */
  static final String NOBODYS =
      "$argon2id$v=19$m=19456,t=2,p=1$2e9gcjm47R+itk7DQZQ5LkS/4u3YWDRCk2UFALpEca2iJtoROtQXQlUsLyRYD8EV9B6UGGA/MnqKmDjdWHdkKg$b5Q4DzcRPSgZS+4KpjpELrOc8k0Pjlh6/HhrhMgcfn4";

  /**
   * A new password, if it is a good one.
   *
   * @param login whose it is to be
   * @throws IllegalArgumentException if it is not, saying why
   */
  static String require(String password, String login) {
    if (password.length() < LENGTH_MIN) {
      throw new IllegalArgumentException(
          "password must have at least %d characters: a few words do well".formatted(LENGTH_MIN));
    }
    if (password.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "password must have at most %d characters".formatted(LENGTH_MAX));
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (lower.chars().distinct().count() < KINDS_MIN) {
      throw new IllegalArgumentException("password must not repeat a few characters");
    }
    if (isRun(lower)) {
      throw new IllegalArgumentException("password must not be a row of the alphabet or of keys");
    }
    String known = login.toLowerCase(Locale.ROOT);
    if (known.length() > 3 && lower.contains(known)) {
      throw new IllegalArgumentException("password must not contain the login");
    }
    if (CommonPasswords.contain(lower)) {
      throw new IllegalArgumentException(
          "password is one of those that are tried first: take one that nobody else has");
    }
    return password;
  }

  private static boolean isRun(String text) {
    for (String row :
        new String[] {
          "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm"
        }) {
      String backwards = new StringBuilder(row).reverse().toString();
      if (row.contains(text) || backwards.contains(text)) {
        return true;
      }
    }
    return false;
  }

  /** What is kept of a password. */
  String hash(String password) {
    return within(() -> encoder.encode(password));
  }

  /**
   * Whether it is the password of this hash.
   *
   * @param hash null: there is none, which takes as long to say
   */
  boolean isOf(String password, @Nullable String hash) {
    if (password.length() > LENGTH_MAX) {
      return false;
    }
    boolean is = within(() -> encoder.matches(password, hash == null ? NOBODYS : hash));
    return is && hash != null;
  }

  private <T> T within(Supplier<T> work) {
    try {
      if (slots.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
        try {
          return work.get();
        } finally {
          slots.release();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ProblemException(ProblemCode.BUSY, "Too many passwords are being checked.")
        .retryAfter(1);
  }
}
