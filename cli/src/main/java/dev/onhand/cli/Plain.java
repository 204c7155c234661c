package dev.onhand.cli;

/**
 * Makes text that came from elsewhere harmless on a terminal: a control character could move the
 * cursor, and a direction override could show another text than there is.
 */
final class Plain {

  private Plain() {}

  /** The text with every control and format character written as an escape such as {@code \n}. */
  static String text(String value) {
    return escaped(value, false);
  }

  /** As {@link #text}, but line breaks and tabs stay: for cells that are quoted. */
  static String lines(String value) {
    return escaped(value, true);
  }

  /**
   * JSON text in which all that a terminal might obey is a {@code \\u} escape. What JSON itself
   * lets stand raw can only be inside a string, so its meaning stays.
   */
  static String json(String json) {
    StringBuilder result = new StringBuilder(json.length());
    json.chars()
        .forEach(
            c -> {
              if (c >= 0x7f && isHarmful(c)) {
                result.append("\\u%04x".formatted(c));
              } else {
                result.append((char) c);
              }
            });
    return result.toString();
  }

  private static String escaped(String value, boolean breaksStay) {
    int first = 0;
    while (first < value.length() && value.charAt(first) >= ' ' && value.charAt(first) < 0x7f) {
      first++;
    }
    if (first == value.length()) {
      return value;
    }
    StringBuilder result = new StringBuilder(value.length() + 16);
    value
        .codePoints()
        .forEach(
            c -> {
              if (!isHarmful(c) || (breaksStay && (c == '\n' || c == '\t'))) {
                result.appendCodePoint(c);
              } else {
                result.append(escape(c));
              }
            });
    return result.toString();
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted(c);
    };
  }

  private static boolean isHarmful(int c) {
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // The joiner holds emoji together; every other format character is invisible or worse.
      case Character.FORMAT -> c != 0x200d;
      default -> false;
    };
  }

  /** Such as {@code 1 line} and {@code 2 lines}. */
  static String many(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
