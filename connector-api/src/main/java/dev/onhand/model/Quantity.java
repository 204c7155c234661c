package dev.onhand.model;

/**
 * A positive whole number of units, as one movement carries it.
 *
 * @param units 1 to {@value #UNITS_MAX}
 */
public record Quantity(long units) implements Comparable<Quantity> {

  /**
   * A limit on everything: with it a level of 10^12 takes a thousand movements to reach, and no sum
   * of them overflows.
   */
  public static final long UNITS_MAX = 1_000_000_000L;

  /** As many as fit a long whatever they are. */
  private static final int DIGITS_MAX = 18;

  public Quantity {
    if (units < 1 || units > UNITS_MAX) {
      throw new IllegalArgumentException(
          "quantity must be a whole number from 1 to " + UNITS_MAX + ", not " + units);
    }
  }

  public static Quantity of(long units) {
    return new Quantity(units);
  }

  /**
   * Reads a quantity as written in a file or on a command line: ASCII digits only, so that "1,000",
   * "1e3", "５" and "1.0" are refused and never guessed at.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Quantity parse(String text) {
    return new Quantity(parseWhole("quantity", text));
  }

  /**
   * Reads a whole number, with a sign if it is negative, of at most 18 digits.
   *
   * @param what the name of the field, for the message
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static long parseWhole(String what, String text) {
    if (!isWhole(text)) {
      throw new IllegalArgumentException(
          what + " must be a whole number written in digits, not '" + Text.shown(text) + "'");
    }
    return Long.parseLong(text);
  }

  private static boolean isWhole(String text) {
    int first = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - first;
    if (digits < 1 || digits > DIGITS_MAX) {
      return false;
    }
    for (int i = first; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(Quantity other) {
    return Long.compare(units, other.units);
  }

  @Override
  public String toString() {
    return Long.toString(units);
  }
}
