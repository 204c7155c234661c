package dev.onhand.store.catalogue;

import java.util.Locale;

/** Text as it is searched for: in lower case, with single blanks. */
public final class Folding {

  /** Beyond every character: what a prefix is followed by at most. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private Folding() {}

  /** The text as it stands in the columns that are searched. */
  public static String fold(String text) {
    return text.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }

  /** The end of the range of texts that begin so; in code point order it is exclusive. */
  public static String endOf(String prefix) {
    return prefix + LAST;
  }
}
