package dev.onhand.cli;

import java.text.BreakIterator;
import java.util.Locale;

/** How many columns of a terminal a text takes. */
final class DisplayWidth {

  private static final String ELLIPSIS = "…";

  private DisplayWidth() {}

  /**
   * Columns of a text without control characters: East Asian wide characters and emoji take two.
   */
  static int of(String text) {
    if (isAscii(text)) {
      return text.length();
    }
    int width = 0;
    BreakIterator clusters = clusters(text);
    int start = 0;
    for (int end = clusters.next(); end != BreakIterator.DONE; end = clusters.next()) {
      width += ofCluster(text.substring(start, end));
      start = end;
    }
    return width;
  }

  /** The text if it fits, else as much of its start as fits together with an ellipsis. */
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    BreakIterator clusters = clusters(text);
    int width = 0;
    int start = 0;
    for (int end = clusters.next(); end != BreakIterator.DONE; end = clusters.next()) {
      width += ofCluster(text.substring(start, end));
      if (width > columns - 1) {
        break;
      }
      start = end;
    }
    return text.substring(0, start) + ELLIPSIS;
  }

  /** What a person sees as one character, as wide as its widest part. */
  private static int ofCluster(String cluster) {
    // The emoji selector turns a narrow sign, such as ✔, into a picture.
    if (cluster.indexOf('\ufe0f') >= 0) {
      return 2;
    }
    return cluster.codePoints().map(DisplayWidth::ofCodePoint).max().orElse(0);
  }

  private static int ofCodePoint(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.CONTROL ->
          0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /** Unicode's East Asian Width W and F, as far as Java does not know it by a property. */
  private static boolean isWide(int c) {
    return Character.isEmojiPresentation(c)
        || Character.isIdeographic(c)
        || isBetween(c, 0x1100, 0x115f) // Hangul, first letters
        || isBetween(c, 0x2e80, 0x303e) // radicals, CJK punctuation
        || isBetween(c, 0x3041, 0x4dbf) // kana, compatibility forms
        || isBetween(c, 0xa000, 0xa4cf) // Yi
        || isBetween(c, 0xa960, 0xa97f)
        || isBetween(c, 0xac00, 0xd7a3) // Hangul syllables
        || isBetween(c, 0xfe10, 0xfe19)
        || isBetween(c, 0xfe30, 0xfe6f)
        || isBetween(c, 0xff01, 0xff60) // full-width forms
        || isBetween(c, 0xffe0, 0xffe6);
  }

  private static boolean isBetween(int c, int first, int last) {
    return c >= first && c <= last;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static BreakIterator clusters(String text) {
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    clusters.setText(text);
    return clusters;
  }
}
