package dev.onhand.store.catalogue;

import java.util.Locale;

/** Text as it is searched for: in lower case, with single blanks. */
final class Folding {

  /** Beyond every character: what a prefix is followed by at most. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private Folding() {}

  static String fold(String text) {
    return text.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }

  /** The end of the range of texts that begin so; in code point order it is exclusive. */
  static String endOf(String prefix) {
    return prefix + LAST;
  }
}
