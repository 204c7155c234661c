package dev.onhand.server.web;

/** Text that came from outside, made fit to be shown back. */
final class Shown {

  private static final int LENGTH_MAX = 100;

  private Shown() {}

  /** Short, and without characters that a terminal or a log would obey. */
  static String text(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LENGTH_MAX)
        .forEach(
            c -> {
              if (isPlain(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append("\\u{%x}".formatted(c));
              }
            });
    return text.codePointCount(0, text.length()) > LENGTH_MAX
        ? shown.append('…').toString()
        : shown.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
