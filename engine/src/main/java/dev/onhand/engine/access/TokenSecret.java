package dev.onhand.engine.access;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What a program shows to act for a seller: {@code onh_live_}, 30 random characters and 6 that
 * check them, all of base 62. The fixed shape lets scanners find one that leaked, and the check
 * tells a slip of the pen from a revoked token without asking the database.
 */
public final class TokenSecret {

  static final String PREFIX = "onh_live_";

  /** Also what is left of one that was cut off or written on. */
  private static final Pattern SHAPE = Pattern.compile(PREFIX + "[0-9A-Za-z]{8,}");

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_LENGTH = 30;
  private static final int CHECK_LENGTH = 6;
  private static final int LENGTH = PREFIX.length() + RANDOM_LENGTH + CHECK_LENGTH;

  /** So much of it is shown in lists, to tell tokens apart; 154 bits stay unknown. */
  private static final int SHOWN_LENGTH = PREFIX.length() + 4;

  private final String value;

  private TokenSecret(String value) {
    this.value = value;
  }

  /**
   * A new secret.
   *
   * @param random a source that nobody can predict
   */
  public static TokenSecret create(RandomGenerator random) {
    StringBuilder text = new StringBuilder(LENGTH).append(PREFIX);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new TokenSecret(text + check(text));
  }

  /** The secret that is written so; empty if it has not the shape of one, or was mistyped. */
  public static Optional<TokenSecret> parse(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      if (!isInAlphabet(text.charAt(i))) {
        return Optional.empty();
      }
    }
    int checked = LENGTH - CHECK_LENGTH;
    return check(text.substring(0, checked)).contentEquals(text.substring(checked))
        ? Optional.of(new TokenSecret(text))
        : Optional.empty();
  }

  private static boolean isInAlphabet(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static String check(CharSequence checked) {
    CRC32 crc = new CRC32();
    crc.update(checked.toString().getBytes(StandardCharsets.US_ASCII));
    char[] digits = new char[CHECK_LENGTH];
    long rest = crc.getValue();
    for (int i = CHECK_LENGTH - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }

  /** The text with all that has the shape of a secret made unreadable, for answers and the log. */
  public static String mask(String text) {
    return text.contains(PREFIX) ? SHAPE.matcher(text).replaceAll(PREFIX + "***") : text;
  }

  public TokenHash hash() {
    return TokenHash.of(value);
  }

  /** Its beginning, which may be shown. */
  public String shownPrefix() {
    return value.substring(0, SHOWN_LENGTH);
  }

  /** The value itself, for the one who asked for it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
