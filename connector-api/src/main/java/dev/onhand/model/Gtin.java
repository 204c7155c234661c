package dev.onhand.model;

/**
 * A Global Trade Item Number (EAN-8, UPC-A, EAN-13 or GTIN-14), with a right check digit.
 *
 * @param value 8, 12, 13 or 14 digits
 */
public record Gtin(String value) {

  /**
   * Letzshop's mark for a line that matched no product (see the requirements): it names nothing.
   */
  public static final Gtin PLACEHOLDER = new Gtin("0000000000000");

  public Gtin {
    if (!value.matches("[0-9]{8}|[0-9]{12,14}")) {
      throw new IllegalArgumentException(
          "GTIN must have 8, 12, 13 or 14 digits, not '" + Text.shown(value) + "'");
    }
    if (checkDigit(value) != value.charAt(value.length() - 1) - '0') {
      throw new IllegalArgumentException(
          "GTIN " + value + " has a wrong check digit: it should end in " + checkDigit(value));
    }
  }

  public boolean isPlaceholder() {
    return equals(PLACEHOLDER);
  }

  private static int checkDigit(String digits) {
    int sum = 0;
    for (int i = digits.length() - 2, weight = 3; i >= 0; i--, weight = 4 - weight) {
      sum += (digits.charAt(i) - '0') * weight;
    }
    return (10 - sum % 10) % 10;
  }

  @Override
  public String toString() {
    return value;
  }
}
