package dev.onhand.engine.imports;

/** Text from a file as it may be shown: what a terminal or a log would obey is replaced. */
final class Shown {

  private static final char REPLACEMENT = '\ufffd';

  private Shown() {}

  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < plain.length(); i++) {
      if (isControl(plain.charAt(i))) {
        plain.setCharAt(i, REPLACEMENT);
      }
    }
    return plain.toString();
  }

  private static boolean isControl(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** The beginning of a text, for a sentence about it. */
  static String shortly(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
