package dev.onhand.model;

import java.text.Normalizer;

/**
 * The rules for text that names something. Two texts that look the same must be the same, and none
 * may carry what a terminal, a log or a database would take for something else.
 */
public final class Text {

  private static final char FIRST_COMBINING = '\u0300';

  /** How much of a bad value a message repeats. */
  private static final int SHOWN_MAX = 40;

  /** A spreadsheet takes a text that begins so for a formula. */
  private static final String FORMULA_STARTS = "=+-@\t\r\0";

  private Text() {}

  /**
   * An identifying text (a SKU, a key, a reference): normalised to NFC, 1 to {@code lengthMax}
   * characters, no blank at either end, no control, format (zero-width, direction override) or
   * unpaired surrogate character.
   *
   * @param what the name of the field, for the message
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static String identifier(String what, String value, int lengthMax) {
    String normal = normalized(value);
    if (normal.isEmpty()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
    requireLength(what, normal, lengthMax);
    requirePlain(what, normal, false);
    if (isBlank(normal.codePointAt(0)) || isBlank(normal.codePointBefore(normal.length()))) {
      throw new IllegalArgumentException(what + " must not begin or end with a space");
    }
    return normal;
  }

  /**
   * Free text (a name, a note): normalised to NFC, blanks at the ends removed, at most {@code
   * lengthMax} characters; line breaks and tabs are allowed, other control characters and unpaired
   * surrogates are not.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static String free(String what, String value, int lengthMax) {
    String normal = normalized(value).strip();
    requireLength(what, normal, lengthMax);
    requirePlain(what, normal, true);
    return normal;
  }

  /**
   * The text in NFC. Below U+0300, the first character that combines with another, every text is in
   * NFC as it stands; nearly all SKUs and keys are, and the normalizer costs more than all else
   * here.
   */
  private static String normalized(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= FIRST_COMBINING) {
        return Normalizer.normalize(value, Normalizer.Form.NFC);
      }
    }
    return value;
  }

  private static void requireLength(String what, String value, int lengthMax) {
    if (value.length() > lengthMax) {
      throw new IllegalArgumentException(
          what + " must have at most " + lengthMax + " characters, not " + value.length());
    }
  }

  private static void requirePlain(String what, String value, boolean breaksAllowed) {
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      if (isForbidden(c) && !(breaksAllowed && (c == '\n' || c == '\r' || c == '\t'))) {
        throw new IllegalArgumentException(
            "%s must not contain the character U+%04X (position %d)".formatted(what, c, i + 1));
      }
      i += Character.charCount(c);
    }
  }

  private static boolean isForbidden(int c) {
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /**
   * The beginning of a bad value, for a message about it: cut, and with what a terminal or a log
   * would obey written as its code.
   */
  public static String shown(String value) {
    StringBuilder shown = new StringBuilder();
    value
        .codePoints()
        .limit(SHOWN_MAX)
        .forEach(
            c -> shown.append(isForbidden(c) ? "\\u%04X".formatted(c) : Character.toString(c)));
    return value.codePoints().skip(SHOWN_MAX).findAny().isPresent()
        ? shown.append('…').toString()
        : shown.toString();
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /**
   * A text that anyone may have written, for a cell of a file: with an apostrophe before it where a
   * spreadsheet would run it. Numbers do not come here: a negative one stays a number.
   */
  public static String guarded(String value) {
    boolean isFormula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
    return isFormula ? "'" + value : value;
  }
}
