package dev.onhand.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a mistyped word was to be. */
final class Spelling {

  private static final int MISTAKES_MAX = 2;

  private Spelling() {}

  /** The word that is most like the one that was typed, if any is like enough. */
  static Optional<String> closest(String typed, Collection<String> words) {
    return words.stream()
        .filter(word -> mistakes(typed, word) <= Math.min(MISTAKES_MAX, word.length() - 1))
        .min(Comparator.comparingInt(word -> mistakes(typed, word)));
  }

  /** How many letters must be put in, taken out or changed (Levenshtein's distance). */
  static int mistakes(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j < before.length; j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[before.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[other.length()];
  }
}
