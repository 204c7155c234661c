package dev.onhand.server.web;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Ids as the world sees them: a prefix that says what they name, and the number in 13 digits of
 * base 32 (Crockford's, lower case), so that they sort as the numbers do.
 */
public final class PublicId {

  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 13;
  private static final int BITS_PER_DIGIT = 5;
  private static final int MASK = 31;

  private PublicId() {}

  /**
   * The id of this number.
   *
   * @param number not negative
   */
  public static String of(IdKind kind, long number) {
    String prefix = kind.prefix();
    char[] text = new char[prefix.length() + LENGTH];
    prefix.getChars(0, prefix.length(), text, 0);
    long rest = number;
    for (int i = text.length - 1; i >= prefix.length(); i--) {
      text[i] = DIGITS.charAt((int) (rest & MASK));
      rest >>>= BITS_PER_DIGIT;
    }
    return new String(text);
  }

  /** The number in an id; empty if the text is no id of this kind. */
  public static OptionalLong find(IdKind kind, String text) {
    String prefix = kind.prefix();
    if (text.length() != prefix.length() + LENGTH || !text.startsWith(prefix)) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = prefix.length(); i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0 || number > Long.MAX_VALUE >>> BITS_PER_DIGIT) {
        return OptionalLong.empty();
      }
      number = number << BITS_PER_DIGIT | digit;
    }
    return OptionalLong.of(number);
  }

  /**
   * What has this id; empty if nothing has, or if the text is no id of this kind.
   *
   * @param finding by the number in it
   */
  public static <T> Optional<T> look(IdKind kind, String text, LongFunction<Optional<T>> finding) {
    OptionalLong number = find(kind, text);
    return number.isPresent() ? finding.apply(number.getAsLong()) : Optional.empty();
  }

  /**
   * The number in an id.
   *
   * @throws IllegalArgumentException if the text is no id of this kind, saying what one looks like
   */
  public static long get(IdKind kind, String text) {
    return find(kind, text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not the id of %s: it begins with %s, and %d digits and small letters follow"
                        .formatted(Shown.text(text), kind.thing(), kind.prefix(), LENGTH)));
  }
}
