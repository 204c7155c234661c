package dev.onhand.engine.orders;

import dev.onhand.core.order.OrderSnapshot.ShipTo;
import java.util.Locale;

/**
 * Where the postcodes are that begin alike.
 *
 * @param prefix 1 to {@value #PREFIX_LENGTH_MAX} letters A to Z and digits
 */
public record PostcodeArea(String prefix, ShipTo place) {

  public static final int PREFIX_LENGTH_MAX = 10;
  public static final int AREAS_MAX = 20_000;

  public PostcodeArea {
    prefix = plain(prefix);
    if (!prefix.matches("[A-Z0-9]{1," + PREFIX_LENGTH_MAX + "}")) {
      throw new IllegalArgumentException(
          "prefix must be 1 to %d letters and digits, such as 75 or SW1, not '%s'"
              .formatted(PREFIX_LENGTH_MAX, prefix));
    }
  }

  /** A postcode as it is compared: in capitals, without blanks and hyphens. */
  static String plain(String postcode) {
    return postcode.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
  }
}
